namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// Which of the gathered rows are scored together: rows of the same number of values in every input, so that nothing is padded
/// outside the graph, and, since texts are padded inside it, texts of about as many characters. The longest come first, so that
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
        var order = new int[rows];
        for (var row = 0; row < rows; row++)
            order[row] = row;
        Array.Sort(order, Compare);
        var batches = new List<int[]>();
        for (var first = 0; first < rows; )
        {
            var last = first + 1;
            while (last < rows && last - first < batchSize && SameLengths(order[first], order[last]))
                last++;
            batches.Add(order[first..last]);
            first = last;
        }
        return batches;

        bool SameLengths(int a, int b)
        {
            foreach (var input in inputs)
            {
                if (input.Length(a) != input.Length(b))
                    return false;
            }
            return true;
        }

        int Compare(int a, int b)
        {
            foreach (var input in inputs)
            {
                if (input.Length(b).CompareTo(input.Length(a)) is not 0 and var byLength)
                    return byLength;
            }
            foreach (var input in inputs)
            {
                if (input.Weight(b).CompareTo(input.Weight(a)) is not 0 and var byWeight)
                    return byWeight;
            }
            return a.CompareTo(b);
        }
    }
}
