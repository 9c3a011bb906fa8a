namespace Rnn.Onnx.Models.Series;

/// <summary>A series in order of time: one row a step, one or more columns, in one array.</summary>
public sealed class TimeSeries
{
    /// <summary>Takes over the arrays; they are not copied.</summary>
    /// <param name="path">Where it came from, for messages and cards.</param>
    /// <param name="columns">Names of the columns, C of them.</param>
    /// <param name="target">Index of the column to forecast.</param>
    /// <param name="values">Row-major values [T, C].</param>
    /// <param name="dates">A date a row, or null.</param>
    /// <param name="step">From one date to the next, or null.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public TimeSeries(
        string path,
        IReadOnlyList<string> columns,
        int target,
        float[] values,
        IReadOnlyList<DateTime>? dates = null,
        TimeStep? step = null
    )
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, columns.Count);
        if (
            columns.Count == 0
            || values.Length % columns.Count != 0
            || (dates is not null && dates.Count * columns.Count != values.Length)
        )
            throw Errors.Argument(
                nameof(values),
                $"Expected rows of {columns.Count} values and a date for each, found {values.Length} values and {dates?.Count} dates."
            );
        (Path, Columns, Target, Values, Dates, Step) = (path, columns, target, values, dates, step);
    }

    /// <summary>Where it came from.</summary>
    public string Path { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Index of the column to forecast.</summary>
    public int Target { get; }

    /// <summary>Row-major values [T, C].</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>A date a row; null where the series has none.</summary>
    public IReadOnlyList<DateTime>? Dates { get; }

    /// <summary>From one date to the next; null where the series has no dates.</summary>
    public TimeStep? Step { get; }

    /// <summary>Rows, T.</summary>
    public int Count => Values.Length / Columns.Count;

    /// <summary>Columns, C.</summary>
    public int Features => Columns.Count;

    /// <summary>One column as an array of its own [T].</summary>
    public float[] Column(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Features);
        var column = new float[Count];
        var values = Values.Span;
        for (var row = 0; row < column.Length; row++)
            column[row] = values[row * Features + index];
        return column;
    }
}
