using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>Holds one form of a model against another.</summary>
internal static class Closeness
{
    /// <summary>Every output of the model in ONNX Runtime on the CPU.</summary>
    public static IReadOnlyList<NamedTensor> Run(ModelFile file, params NamedTensor[] inputs)
    {
        Assert.IsEmpty(file.Check(), string.Join(" ", file.Check()));
        using var model = SequenceModel.From(file, "model", new SessionSettings { Device = Device.Cpu });
        return model.Run(inputs);
    }

    /// <summary>The largest difference of any output, as a share of that output's largest value.</summary>
    public static float Relative(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> found)
    {
        Assert.HasCount(expected.Count, found);
        return expected
            .Zip(found)
            .Max(pair =>
            {
                Assert.AreEqual(pair.First.ToString(), pair.Second.ToString());
                var largest = pair.First.Floats.Zip(pair.Second.Floats, (a, b) => MathF.Abs(a - b)).Max();
                return largest / pair.First.Floats.Max(MathF.Abs);
            });
    }
}
