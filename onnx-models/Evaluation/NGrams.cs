namespace Rnn.Onnx.Models.Evaluation;

/// <summary>
/// Counts the runs of 1 to n items (n-grams) in some sequences. The sequences of one instance number their runs alike, so that
/// their counts compare.
/// </summary>
internal sealed class NGrams<T>(int longest)
    where T : notnull
{
    private readonly Dictionary<(int Before, T Item), int> numbers = [];

    /// <summary>How often each run comes in a sequence, by its number: one table for each length from 1 on.</summary>
    public IReadOnlyList<IReadOnlyDictionary<int, int>> Count(IReadOnlyList<T> items)
    {
        var tables = new List<Dictionary<int, int>>(longest);
        // The number of the run that begins at each place: none, which is 0, and then always one item longer.
        var runs = new int[items.Count];
        for (var length = 1; length <= longest; length++)
        {
            var table = new Dictionary<int, int>();
            for (var start = 0; start + length <= items.Count; start++)
            {
                runs[start] = Number(runs[start], items[start + length - 1]);
                table[runs[start]] = table.GetValueOrDefault(runs[start]) + 1;
            }
            tables.Add(table);
        }
        return tables;
    }

    private int Number(int before, T item)
    {
        if (!numbers.TryGetValue((before, item), out var number))
            numbers[(before, item)] = number = numbers.Count + 1;
        return number;
    }
}
