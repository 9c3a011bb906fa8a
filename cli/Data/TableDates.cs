using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Data;

/// <summary>The dates of a table: those of a series where they keep a step, and otherwise the reason why they do not.</summary>
/// <param name="rows">The file.</param>
/// <param name="columns">The columns of the date; none where there is no date.</param>
/// <param name="isDemanded">Whether these columns were asked for: then trouble with them is an error.</param>
internal sealed class TableDates(CsvRows rows, int[] columns, bool isDemanded)
{
    private readonly DateParser parser = new(rows, columns);

    /// <summary>The columns of the date.</summary>
    public IReadOnlyList<int> Columns => columns;

    public string? Trouble { get; private set; }

    public string? Step { get; private set; }

    /// <summary>Rows that the dates skip.</summary>
    public int MissingRows { get; private set; }

    public DateTime? First => IsUsable ? parser.Dates[0] : null;

    public DateTime? Last => IsUsable ? parser.Dates[^1] : null;

    private bool IsUsable => columns.Length > 0 && Trouble is null;

    /// <summary>Takes the date of the current row.</summary>
    public void Add() => Try(parser.Add);

    /// <summary>Behind the last row: finds the step and what it skips.</summary>
    public void Finish() =>
        Try(() =>
        {
            var read = parser.Dates.Count;
            Step = parser.Step(MissingValues.Keep)?.ToString();
            MissingRows = parser.Dates.Count - read;
        });

    /// <summary>Values by date: NaN at the rows that the dates skip.</summary>
    public double[] Spread(double[] values)
    {
        if (MissingRows == 0)
            return values;
        var whole = new double[parser.Dates.Count];
        Array.Fill(whole, double.NaN);
        for (var row = 0; row < values.Length; row++)
            whole[parser.Places[row]] = values[row];
        return whole;
    }

    private void Try(Action read)
    {
        if (!IsUsable)
            return;
        try
        {
            read();
        }
        catch (InvalidInputException e) when (!isDemanded)
        {
            Trouble = e.Message;
        }
    }
}
