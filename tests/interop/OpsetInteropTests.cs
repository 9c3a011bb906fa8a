using System.Text.Json;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>Graphs of every operator and form of layer, held against the reference checker of the onnx package.</summary>
[TestClass]
public sealed class OpsetInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The Debian package is version 1.12, which knows opsets to 17.
    [TestMethod]
    [DataRow(13)]
    [DataRow(14)]
    [DataRow(15)]
    [DataRow(16)]
    [DataRow(17)]
    public async Task Create_EveryOperator_IsAcceptedByTheReferenceChecker(int opset)
    {
        if (await ForeignProcess.SucceedsAsync("/usr/bin/python3", ["-c", "import onnx"]) is false)
            Assert.Inconclusive("python3-onnx is not installed here.");
        var path = folder["every.onnx"];
        EveryOperator.Create(opset).Save(path);

        var script = Path.Combine(Repository.Root, "tests/interop/python/check_model.py");
        var answer = await ForeignProcess.RunAsync("/usr/bin/python3", [script, path]);

        var found = JsonDocument.Parse(answer).RootElement.GetProperty("opsets").GetProperty("");
        Assert.AreEqual(opset, found.GetInt32());
    }
}
