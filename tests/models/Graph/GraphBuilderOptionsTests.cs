using Rnn.Onnx.Models.Graph;

namespace Rnn.Onnx.Models.Tests.Graph;

[TestClass]
public sealed class GraphBuilderOptionsTests
{
    [TestMethod]
    public void IrVersion_NotGiven_IsTheOneOfTheOpset()
    {
        var found = Enumerable.Range(13, 10).Select(opset => new GraphBuilderOptions { Opset = opset }.IrVersion);

        CollectionAssert.AreEqual(new[] { 7, 7, 8, 8, 8, 8, 9, 9, 10, 10 }, found.ToArray());
    }

    [TestMethod]
    public void GraphBuilder_OpsetOutOfRange_IsRefused()
    {
        foreach (var opset in new[] { 12, 23 })
        {
            Expect.InvalidInput(
                $"Option opset: expected 13 to 22, found {opset}.",
                () => _ = new GraphBuilder("g", new GraphBuilderOptions { Opset = opset })
            );
        }
    }

    [TestMethod]
    public void GraphBuilder_FormatOlderThanTheOpset_IsRefused() =>
        Expect.InvalidInput(
            "Option IR version: expected 9 or more for opset 20, found 8.",
            () => _ = new GraphBuilder("g", new GraphBuilderOptions { Opset = 20, IrVersion = 8 })
        );
}
