namespace Rnn.Onnx.Hosting;

/// <summary>
/// How rows of different lengths are cut into batches: a batch takes as many steps as its longest row has, so that short rows beside
/// a long one are mostly padding, while a batch more costs steps and a call more. The cheapest cuts of the sorted lengths count.
/// </summary>
internal static class BatchCuts
{
    /// <summary>What a step of a batch costs beside its rows, in rows: measured of LSTM layers of 64 units.</summary>
    private const double StepCost = 1.5;

    /// <summary>What a batch costs beside its steps, in steps of a row.</summary>
    private const double BatchCost = 50;

    /// <summary>The ends of the batches.</summary>
    /// <param name="lengths">The lengths of the rows, sorted from the shortest to the longest.</param>
    /// <param name="maximum">Rows of a batch at the most.</param>
    public static List<int> Of(ReadOnlySpan<int> lengths, int maximum)
    {
        var cost = new double[lengths.Length + 1]; // of the cheapest batches of the first rows
        var start = new int[lengths.Length + 1]; // where the last of these begins
        for (var end = 1; end <= lengths.Length; end++)
        {
            cost[end] = double.PositiveInfinity;
            for (var first = Math.Max(0, end - maximum); first < end; first++)
            {
                var sum = cost[first] + BatchCost + lengths[end - 1] * (StepCost + end - first);
                if (sum < cost[end])
                    (cost[end], start[end]) = (sum, first);
            }
        }
        var ends = new List<int>();
        for (var end = lengths.Length; end > 0; end = start[end])
            ends.Add(end);
        ends.Reverse();
        return ends;
    }
}
