using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>Layers as Scans, float16 and 8-bit weights, and weights in a second file, opened by programs that are not ours.</summary>
[TestClass]
public sealed class FormInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static IEnumerable<object[]> Forms =>
        from cell in new[] { CellKind.Lstm, CellKind.Gru }
        from form in new[] { "scan", "normalized", "half", "int8", "two files" }
        select new object[] { cell, form };

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public async Task Save_AnyForm_RunsElsewhereWithTheSameValues(CellKind cell, string form)
    {
        var (file, path) = (Create(cell, form), folder["model.onnx"]);
        file.Save(path, form == "two files" ? 0 : long.MaxValue);
        var values = RandomForecasters.Uniform(new Random(5), 3 * 7 * 8);
        using var model = SequenceModel.From(file, form, new SessionSettings { Device = Device.Cpu });
        var series = NamedTensor.Of("series", values, 3, 7, 8);
        var ours = model.Run(series).Single().Floats;

        await ReferenceChecker.AcceptAsync(path);
        var theirs = (await NodeRuntime.RunAsync(path, [series]))[0].Single().Floats;

        Assert.HasCount(ours.Length, theirs);
        for (var i = 0; i < ours.Length; i++)
            Assert.AreEqual(ours[i], theirs[i], 2e-6f, $"at {i}");
    }

    private static ModelFile Create(CellKind cell, string form)
    {
        var builder = new GraphBuilder(form);
        var series = builder.AddInput("series", ElementType.Float, "batch", "time", 8);
        var layers = RandomLayers
            .Create(cell, 2, bidirectional: true, normalized: form == "normalized", features: 8, hidden: 16)
            .Select(layer => layer with { WrittenOut = form == "scan" });
        var last = RecurrentStack.Add(builder, [.. layers], series).LastHidden(); // [N, 32]
        var weight = RandomForecasters.Uniform(new Random(2), 40 * 32);
        var head = builder.Gemm(last, builder.AddInitializer("head", weight, 40, 32), transposeB: true);
        builder.AddOutput("forecast", builder.Tanh(head), ElementType.Float, "batch", 40);
        var file = builder.Build();
        return form switch
        {
            "half" => HalfPrecision.Convert(file),
            "int8" => Quantizer.Quantize(file).File,
            _ => file,
        };
    }
}
