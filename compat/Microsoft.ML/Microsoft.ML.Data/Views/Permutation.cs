namespace Microsoft.ML.Data;

internal static class Permutation
{
    public static int[] Of(int count, Random rand)
    {
        var order = Enumerable.Range(0, count).ToArray();
        rand.Shuffle(order);
        return order;
    }
}
