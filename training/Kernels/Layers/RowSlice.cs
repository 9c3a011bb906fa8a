namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>
/// Rows that one thread takes through all steps, the longest first: at each step the rows that still run are the first ones, so
/// finished rows cost nothing. Row and step count as one: what belongs to row r at step s stands at First(s) + r, in steps' order.
/// </summary>
internal sealed class RowSlice
{
    private readonly int[] rows;
    private readonly int[] lengths;
    private readonly int[] first;

    private RowSlice(int[] rows, int[] lengths)
    {
        (this.rows, this.lengths) = (rows, lengths);
        first = new int[lengths[0] + 1];
        var running = rows.Length;
        for (var step = 0; step < lengths[0]; step++)
        {
            while (lengths[running - 1] <= step)
                running--;
            first[step + 1] = first[step] + running;
        }
    }

    /// <summary>How many rows there are.</summary>
    public int Count => rows.Length;

    /// <summary>Steps of the longest row.</summary>
    public int Steps => lengths[0];

    /// <summary>Rows and steps, counted as one.</summary>
    public int Total => first[^1];

    /// <summary>Where the rows of a step begin.</summary>
    public int First(int step) => first[step];

    /// <summary>Rows that run at a step.</summary>
    public int Running(int step) => step < Steps ? first[step + 1] - first[step] : 0;

    /// <summary>Which row of the batch it is.</summary>
    public int Row(int row) => rows[row];

    /// <summary>Steps of a row.</summary>
    public int Length(int row) => lengths[row];

    /// <summary>The time of the batch that a row reads at a step: a reversed one begins at its own end.</summary>
    public int Time(int row, int step, bool reversed) => reversed ? lengths[row] - 1 - step : step;

    /// <summary>Deals the rows of a batch to threads, each about as many steps.</summary>
    /// <param name="batch">Rows, N.</param>
    /// <param name="time">Steps of the batch, T.</param>
    /// <param name="lengths">Steps of each row; null when all have T.</param>
    /// <param name="parts">Threads, at most N.</param>
    public static RowSlice[] Deal(int batch, int time, long[]? lengths, int parts)
    {
        var order = Enumerable.Range(0, batch);
        if (lengths is not null)
            order = order.OrderByDescending(row => lengths[row]);
        int[] sorted = [.. order];
        return [.. Enumerable.Range(0, parts).Select(Slice)];

        RowSlice Slice(int part)
        {
            // Neighbors in memory stay together where all are as long; of sorted rows each part gets every so many-th.
            int[] own = lengths is null
                ? sorted[(batch * part / parts)..(batch * (part + 1) / parts)]
                : [.. sorted.Where((_, place) => place % parts == part)];
            return new RowSlice(own, [.. own.Select(row => lengths is null ? time : (int)lengths[row])]);
        }
    }
}
