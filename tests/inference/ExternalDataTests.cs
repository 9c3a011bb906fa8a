using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Save_WeightsInASecondFile_OnnxRuntimeLoadsThem()
    {
        var file = RandomTaggers.Create(CellKind.Lstm);
        file.Save(folder["m.onnx"], largestSingleFile: 0);
        Assert.IsTrue(File.Exists(folder["m.onnx.data"]));
        var ids = RandomTaggers.Ids(2, 5);
        var expected = Closeness.Run(file, ids);

        using var session = new InferenceSession(folder["m.onnx"]);
        using var options = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(ids.Longs, ids.Shape);
        using var results = session.Run(options, ["ids"], [value], ["tags"]);

        CollectionAssert.AreEqual(expected[0].Floats, results[0].GetTensorDataAsSpan<float>().ToArray());
    }
}
