using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Parity;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A sample of the parity matrix's files, opened by programs that are not ours.</summary>
[TestClass]
public sealed class RecurrentInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static IEnumerable<object[]> Sample =>
        [
            [new RecurrentOptions { Cell = CellKind.Lstm, Bidirectional = true }],
            [new RecurrentOptions { Cell = CellKind.Gru, Bias = false }],
            [new RecurrentOptions { Cell = CellKind.ElmanRelu, LearnedInitialState = true }],
            [new RecurrentOptions { Cell = CellKind.ElmanTanh, HandWritten = true }],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    HandWritten = true,
                    Bidirectional = true,
                    Residual = true,
                },
            ],
            [
                new RecurrentOptions
                {
                    Cell = CellKind.Lstm,
                    LayerNorm = true,
                    Bidirectional = true,
                },
            ],
        ];

    [TestMethod]
    [DynamicData(nameof(Sample))]
    public async Task Export_SampleOfStacks_IsAcceptedAndReproducedElsewhere(RecurrentOptions options)
    {
        using var subject = new RecurrentSubject(options with { Features = 3, Hidden = 16, Layers = 2 });
        var exported = subject.Export([(1, 1), (3, 20)]);
        var path = folder["stack.onnx"];
        exported.File.Save(path);

        var found = await ReferenceChecker.AcceptAsync(path);
        Assert.AreEqual(exported.File.Outputs.Count, found.GetProperty("outputs").GetArrayLength());

        var theirs = await NodeRuntime.RunAsync(path, [.. exported.Probes.Select(probe => probe.Inputs)]);

        foreach (var (probe, answer) in exported.Probes.Zip(theirs))
            NodeRuntime.AreEqual(InOrder(probe.Outputs, answer), answer, probe.Description);
    }

    private static NamedTensor[] InOrder(IReadOnlyList<NamedTensor> outputs, NamedTensor[] like) =>
        [.. like.Select(one => outputs.Single(output => output.Name == one.Name))];
}
