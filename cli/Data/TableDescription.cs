using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Data;

/// <summary>What is in a CSV file.</summary>
internal sealed record TableDescription
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Rows, without the header.</summary>
    public required int Rows { get; init; }

    /// <summary>The columns, as they stand in the file.</summary>
    public required IReadOnlyList<ColumnDescription> Columns { get; init; }

    /// <summary>The columns of the date: one, or its parts; none where there is no date.</summary>
    public IReadOnlyList<string> DateColumns { get; init; } = [];

    /// <summary>The first date.</summary>
    public DateTime? First { get; init; }

    /// <summary>The last date.</summary>
    public DateTime? Last { get; init; }

    /// <summary>From one date to the next, as most rows have it.</summary>
    public string? Step { get; init; }

    /// <summary>Rows that the dates skip.</summary>
    public int MissingRows { get; init; }

    /// <summary>Why the dates could not be used; null where they could, or where there are none.</summary>
    public string? DateTrouble { get; init; }

    /// <summary>The column that seasons and chart are of; null where no column holds numbers.</summary>
    public string? Target { get; init; }

    /// <summary>The target's values, rows that the dates skip and values that are missing as NaN.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>The target's periods.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="target">The column that seasons and chart are of; null for the last one of numbers.</param>
    /// <param name="date">The columns of the date; empty to find them.</param>
    /// <exception cref="InvalidInputException">The file can not be read, or a column that was asked for is not there or no date.</exception>
    public static TableDescription Read(string path, string? target, IReadOnlyList<string> date)
    {
        using var rows = CsvRows.Open(path, separator: null);
        if (!rows.Read())
            throw new InvalidInputException($"File '{path}': expected rows below the header, found none.");
        if (target is not null)
            rows.Index(target);
        var options = new SeriesReaderOptions { DateColumns = date, Targets = target is null ? [] : [target] };
        var dates = new TableDates(rows, DateColumnsOf(rows, options), isDemanded: date.Count > 0);
        var texts = rows.Header.Select(_ => new List<string>()).ToArray();
        do
        {
            for (var column = 0; column < texts.Length; column++)
                texts[column].Add(rows[column]);
            dates.Add();
        } while (rows.Read());
        dates.Finish();

        ColumnDescription[] columns =
        [
            .. rows.Header.Select((name, i) => ColumnDescription.Of(name, texts[i], dates.Columns.Contains(i))),
        ];
        var of = target is null
            ? Array.FindLastIndex(columns, column => column.Kind == ColumnKind.Number)
            : rows.Index(target);
        if (target is not null && columns[of].Kind != ColumnKind.Number)
            throw new InvalidInputException($"File '{path}', column '{target}': expected numbers, found other values.");
        var values = of < 0 ? [] : dates.Spread(ColumnDescription.Numbers(texts[of]));
        return new TableDescription
        {
            Path = path,
            Rows = texts[0].Count,
            Columns = columns,
            DateColumns = [.. dates.Columns.Select(column => rows.Header[column])],
            First = dates.First,
            Last = dates.Last,
            Step = dates.Step,
            MissingRows = dates.MissingRows,
            DateTrouble = dates.Trouble,
            Target = of < 0 ? null : columns[of].Name,
            Values = values,
            Seasons = Seasonality.Find(values, Seasonality.Usual(dates.Step)),
        };
    }

    private static int[] DateColumnsOf(CsvRows rows, SeriesReaderOptions options) =>
        Rnn.Onnx.Models.Series.DateColumns.Choose(rows, options);
}
