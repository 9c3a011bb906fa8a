namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// Which of the gathered rows are scored together: rows of the same number of values in every input, so that nothing is padded
/// outside the graph, and, since texts are padded inside it, texts of about as many tokens. The longest come first, so that
/// batches that are scored side by side end at about the same time.
/// </summary>
internal static class BatchPlan
{
    /// <summary>The batches, each a list of rows.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="batchSize">Rows of a batch at the most.</param>
    public static List<int[]> Of(int rows, IReadOnlyList<InputRows> inputs, int batchSize)
    {
        if (rows == 1)
            return
            [
                [0],
            ];
        var order = Sorted(rows, inputs);
        var batches = new List<int[]>();
        for (var first = 0; first < rows; )
        {
            var last = first + 1;
            while (last < rows && last - first < batchSize && SameLengths(inputs, order[first], order[last]))
                last++;
            batches.Add(order[first..last]);
            first = last;
        }
        return batches;
    }

    private static bool SameLengths(IReadOnlyList<InputRows> inputs, int a, int b)
    {
        foreach (var input in inputs)
        {
            if (input.Length(a) != input.Length(b))
                return false;
        }
        return true;
    }

    // The longest and heaviest first; rows that are equal in both stay in their order. Of several inputs, lengths that differ may
    // seldom have equal keys, which only makes smaller batches.
    private static int[] Sorted(int rows, IReadOnlyList<InputRows> inputs)
    {
        var keys = new (long Lengths, long Weight, int Row)[rows];
        for (var row = 0; row < rows; row++)
        {
            var (lengths, weight) = (0L, 0L);
            foreach (var input in inputs)
            {
                lengths = (lengths * 1_000_003) + input.Length(row);
                weight += input.Weight(row);
            }
            keys[row] = (-lengths, -weight, row);
        }
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => key.Row);
    }
}
