namespace Microsoft.ML.Contract.Tests;

/// <summary>Rows and models that several tests use.</summary>
internal static class Samples
{
    public static readonly Window[] Windows =
    [
        new() { x = [1, 2, 3] },
        new() { x = [0, 0, 0] },
        new() { x = [-1, 0.5f, 4] },
    ];

    /// <summary>What linear.onnx makes of <see cref="Windows"/>.</summary>
    public static readonly float[][] Linear =
    [
        [14.125f, -2.5f],
        [0.125f, -0.5f],
        [12.125f, -4.875f],
    ];

    public static string Model(string name) => Path.Combine(AppContext.BaseDirectory, "Models", name + ".onnx");

    public static IEnumerable<Window> Many(int count) =>
        Enumerable.Range(0, count).Select(i => new Window { x = [i, 2 * i, 3 * i] });

    public static void AssertEqual(float[][] expected, IEnumerable<Prediction> found)
    {
        var rows = found.Select(prediction => prediction.y).ToArray();
        Assert.AreEqual(expected.Length, rows.Length);
        for (var i = 0; i < rows.Length; i++)
            CollectionAssert.AreEqual(expected[i], rows[i], $"row {i}");
    }
}

public sealed class Window
{
    [VectorType(3)]
    public float[] x { get; set; }
}

public sealed class Prediction
{
    [VectorType(2)]
    public float[] y { get; set; }
}

internal static class Engines
{
    public static PredictionEngine<TSource, TTarget> Engine<TSource, TTarget>(this ITransformer model, MLContext ml)
        where TSource : class
        where TTarget : class, new() => ml.Model.CreatePredictionEngine<TSource, TTarget>(model);
}
