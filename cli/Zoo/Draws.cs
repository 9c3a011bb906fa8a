namespace Rnn.Onnx.Cli.Zoo;

/// <summary>Random numbers of the examples' data.</summary>
internal static class Draws
{
    /// <summary>A normal number of mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static T[] Many<T>(int count, Func<T> next)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = next();
        return values;
    }
}
