using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>Graphs of every operator and form of layer, held against the reference checker of the onnx package.</summary>
[TestClass]
public sealed class OpsetInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(13)]
    [DataRow(14)]
    [DataRow(15)]
    [DataRow(16)]
    [DataRow(17)]
    public async Task Create_EveryOperator_IsAcceptedByTheReferenceChecker(int opset)
    {
        var path = folder["every.onnx"];
        EveryOperator.Create(opset).Save(path);

        var found = await ReferenceChecker.AcceptAsync(path);

        Assert.AreEqual(opset, found.GetProperty("opsets").GetProperty("").GetInt32());
    }
}
