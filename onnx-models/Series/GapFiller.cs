namespace Rnn.Onnx.Models.Series;

/// <summary>Finds the gaps of a series, which are NaN, and fills them where that is asked for.</summary>
internal sealed class GapFiller(string path, IReadOnlyList<string> columns, float[] values, SeriesReaderOptions options)
{
    private readonly int rows = values.Length / columns.Count;
    private int missing;
    private int longest;

    /// <summary>Goes through all columns.</summary>
    /// <param name="inserted">Rows that the caller inserted.</param>
    /// <exception cref="InvalidInputException">A column has no value at all, or a gap is longer than allowed.</exception>
    public MissingCounts Run(int inserted)
    {
        for (var column = 0; column < columns.Count; column++)
            Scan(column);
        return missing == 0 ? MissingCounts.None : new MissingCounts(missing, inserted, longest);
    }

    private ref float At(int row, int column) => ref values[row * columns.Count + column];

    private void Scan(int column)
    {
        var known = -1;
        for (var row = 0; row <= rows; row++)
        {
            if (row < rows && float.IsNaN(At(row, column)))
                continue;
            if (row - known > 1)
                Gap(column, known, row);
            known = row;
        }
    }

    /// <summary>The values between the known rows <paramref name="before"/> (or -1) and <paramref name="after"/> (or the end).</summary>
    private void Gap(int column, int before, int after)
    {
        var length = after - before - 1;
        if (length == rows)
            throw Errors.InvalidInput(
                $"File '{path}', column '{columns[column]}': expected at least one value, found none in {rows} rows."
            );
        missing += length;
        longest = Math.Max(longest, length);
        if (options.Missing != MissingValues.Interpolate)
            return;
        if (length > options.LongestGap)
            throw Errors.InvalidInput(
                $"File '{path}', column '{columns[column]}': expected at most {options.LongestGap} missing values one after the other, found {length} from row {before + 2} on."
            );
        var first = At(before >= 0 ? before : after, column);
        var last = At(after < rows ? after : before, column);
        for (var row = before + 1; row < after; row++)
            At(row, column) = (float)(first + ((double)last - first) * (row - before) / (after - before));
    }
}
