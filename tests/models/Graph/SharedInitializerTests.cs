using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

[TestClass]
public sealed class SharedInitializerTests
{
    [TestMethod]
    public void AddShared_SameNameAndValues_IsStoredOnce()
    {
        var graph = new GraphBuilder("shared");

        var first = graph.AddShared(NamedTensor.Of("weight", [1f, 2f], 2));
        var second = graph.CreateBody("body").AddShared(NamedTensor.Of("weight", [1f, 2f], 2));

        Assert.AreEqual("weight", first);
        Assert.AreEqual("weight", second);
        graph.AddOutput("y", graph.Add(first, second), ElementType.Float, 2);
        Assert.HasCount(1, graph.Build().Proto.Graph.Initializer);
    }

    [TestMethod]
    public void AddShared_OtherValuesOrShape_GetsANumber()
    {
        var graph = new GraphBuilder("shared");

        Assert.AreEqual("weight", graph.AddShared(NamedTensor.Of("weight", [1f, 2f], 2)));
        Assert.AreEqual("weight_1", graph.AddShared(NamedTensor.Of("weight", [1f, 3f], 2)));
        Assert.AreEqual("weight_2", graph.AddShared(NamedTensor.Of("weight", [1f, 2f], 1, 2)));
        Assert.AreEqual("weight_1", graph.AddShared(NamedTensor.Of("weight", [1f, 3f], 2)));
    }

    [TestMethod]
    public void AddShared_NameOfAnInput_GetsANumber()
    {
        var graph = new GraphBuilder("shared");
        graph.AddInput("series", ElementType.Float, "batch");

        Assert.AreEqual("series_1", graph.AddShared(NamedTensor.Of("series", [1f], 1)));
    }
}
