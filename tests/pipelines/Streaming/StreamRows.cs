using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Streaming;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Steps of three numbers, by whose device they are.</summary>
internal sealed class Reading
{
    public string? Device { get; set; }

    [ColumnName("series")]
    public float[] Series { get; set; } = [];
}

/// <summary>What a regressor says after the last step.</summary>
internal sealed class Answer
{
    [ColumnName("prediction")]
    public float[] Prediction { get; set; } = [];
}

/// <summary>Files that carry their states, and streams for them.</summary>
internal static class StreamRows
{
    public const int Features = 3;

    public static readonly StatefulEngineOptions ByDevice = new() { KeyColumn = "Device" };

    /// <summary>Writes a model that goes on where it stopped.</summary>
    public static string Save(TemporaryFolder folder, string kind = "regressor", CellKind cell = CellKind.Lstm)
    {
        using var model = SampleModels.Create(kind, cell);
        var path = folder["stateful.onnx"];
        OnnxExporter.Export(model, new ExportOptions { Stateful = true }).File.Save(path);
        return path;
    }

    public static StatefulPredictionEngine<Reading, Answer> Engine(
        string path,
        StatefulEngineOptions? options = null
    ) => new MLContext(seed: 1).Sequences().CreateStatefulEngine<Reading, Answer>(path, options ?? ByDevice);

    /// <summary>Steps of one device, one behind the other.</summary>
    public static float[] Stream(int device, int steps) =>
        RandomForecasters.Uniform(new Random(100 + device), steps * Features);

    public static Reading Step(int device, float[] stream, int step, int count = 1) =>
        new() { Device = Name(device), Series = stream[(step * Features)..((step + count) * Features)] };

    public static string Name(int device) => FormattableString.Invariant($"device {device}");

    /// <summary>The answer to a whole stream that is read at once, by the model alone.</summary>
    public static float[] Whole(SequenceModel model, float[] stream, string output = "prediction")
    {
        NamedTensor[] zero =
        [
            .. model
                .File.Inputs.Where(input => input.Name is "h_in" or "c_in")
                .Select(input => (input.Name, Shape: input.Shape.Skip(1).Select(dim => dim.Value!.Value).ToArray()))
                .Select(input =>
                    NamedTensor.Of(
                        input.Name,
                        new float[input.Shape.Aggregate(1L, (a, b) => a * b)],
                        [1, .. input.Shape]
                    )
                ),
        ];
        var series = NamedTensor.Of("series", stream, 1, stream.Length / Features, Features);
        return model.Run([series, .. zero]).Single(tensor => tensor.Name == output).Floats;
    }

    public static void AreClose(float[] expected, float[] found, string what)
    {
        Assert.HasCount(expected.Length, found, what);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], 1e-6f * MathF.Max(1, MathF.Abs(expected[i])), $"{what}, value {i}");
    }
}
