using System.Globalization;
using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Reads rows one by one, holds their dates to one step, and puts rows of NaN where some are missing and may be.</summary>
internal sealed class RowSteps : IDisposable
{
    // A wrong year in one row must not make the windows endless.
    private const long MostSteps = 10_000_000;

    private readonly DataViewRowCursor cursor;
    private readonly RowColumns columns;
    private readonly bool keepsMissing;
    private readonly NumberReader[] readers;
    private readonly ValueGetter<DateTime>? readDate;
    private readonly float[] values;
    private readonly float[] missing;
    private DateTime first;
    private DateTime last;
    private long row;
    private long gap;
    private bool isMissing;

    public RowSteps(IDataView rows, RowColumns columns, WindowOptions options)
    {
        this.columns = columns;
        keepsMissing = options.Missing == MissingValues.Keep;
        Step = options.Step;
        cursor = rows.GetRowCursor(columns.Needed);
        readers = [.. columns.Values.Select(column => NumberReader.Create(cursor, column))];
        if (columns.Date is { } date)
            readDate = cursor.GetGetter<DateTime>(date);
        values = new float[columns.Names.Count];
        missing = new float[values.Length];
        Array.Fill(missing, float.NaN);
    }

    /// <summary>Steps read so far, rows that were missing among them.</summary>
    public long Count { get; private set; }

    /// <summary>From one date to the next, once two were read.</summary>
    public TimeStep? Step { get; private set; }

    /// <summary>The values of the present step, C.</summary>
    public ReadOnlySpan<float> Values => isMissing ? missing : values;

    /// <summary>Goes to the next step; false behind the last.</summary>
    /// <exception cref="InvalidInputException">A value or date can not be used, or a row is missing; the message says the row, from 1.</exception>
    public bool Read()
    {
        if (gap == 0)
        {
            if (!cursor.MoveNext())
                return false;
            row++;
            ReadValues();
            if (readDate is not null)
                ReadDate();
        }
        isMissing = gap > 1;
        gap = Math.Max(0, gap - 1);
        Count++;
        return true;
    }

    /// <summary>The date of a step, from 0; it may lie ahead.</summary>
    /// <exception cref="InvalidInputException">There are less than two dates to go on from.</exception>
    public DateTime DateOf(long step)
    {
        if (step == 0)
            return first;
        return Step is { } known
            ? known.After(first, (int)step)
            : throw new InvalidInputException(
                $"Column '{columns.Date!.Value.Name}': expected two or more dates that tell how time goes on, found {row}."
            );
    }

    public void Dispose() => cursor.Dispose();

    private void ReadValues()
    {
        var slot = 0;
        foreach (var reader in readers)
            reader.Read(values.AsSpan(readers.Length == 1 ? 0 : slot++));
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]) || (keepsMissing && float.IsNaN(values[i])))
                continue;
            var hint = float.IsNaN(values[i]) ? "; the option missing keeps it (keep)" : "";
            throw Wrong(columns.Names[i], "a finite number", FormattableString.Invariant($"{values[i]}{hint}"));
        }
    }

    private void ReadDate()
    {
        var date = default(DateTime);
        readDate!(ref date);
        if (Count == 0)
        {
            (first, last) = (date, date);
            return;
        }
        if (date <= last)
            throw WrongDate($"a date after {Text(last)}", Text(date));
        Step ??= StepBetween(first, date);
        last = date;
        var expected = DateOf(Count);
        while (DateOf(Count + gap) < date && Count + gap <= MostSteps)
            gap++;
        var isOnStep = DateOf(Count + gap) == date;
        if (!isOnStep || (gap > 0 && !keepsMissing))
            throw WrongDate(
                $"{Text(expected)}, {Step} after the row before",
                Text(date) + (isOnStep ? "; the option missing keeps missing rows (keep)" : "")
            );
        // The rows that are missing, and then this one.
        gap = gap == 0 ? 0 : gap + 1;
    }

    // From the end of a shorter month to that of a longer one is no whole month otherwise.
    private static TimeStep StepBetween(DateTime first, DateTime second)
    {
        var ends = TimeStep.Between(first.AddDays(1), second.AddDays(1)) with { EndOfMonth = true };
        return first.AddDays(1).Day == 1 && second.AddDays(1).Day == 1 && ends.Months > 0
            ? ends
            : TimeStep.Between(first, second);
    }

    private InvalidInputException WrongDate(string expected, string found) =>
        Wrong(columns.Date!.Value.Name, expected, found);

    private InvalidInputException Wrong(string column, string expected, string found) =>
        new(FormattableString.Invariant($"Row {row}, column '{column}': expected {expected}, found {found}."));

    private static string Text(DateTime date) =>
        date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture
        );
}
