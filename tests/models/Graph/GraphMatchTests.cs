using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

[TestClass]
public sealed class GraphMatchTests
{
    [TestMethod]
    public void Floats_EqualWeightsUnderOneName_ArePairedByWhoReadsThem()
    {
        var pairs = GraphMatch.Floats(Sums([1, 2], [3, 4]), Sums([5, 6], [5, 6])).ToArray();
        Assert.AreEqual(
            "bias 1 2 with bias 5 6; bias_1 3 4 with bias 5 6",
            string.Join("; ", pairs.Select(pair => $"{Text(pair.Expected)} with {Text(pair.Found)}"))
        );
    }

    [TestMethod]
    public void Floats_ConstantsOfABody_ArePairedToo()
    {
        var pairs = GraphMatch.Floats(Loop(1), Loop(2)).ToArray();
        Assert.AreEqual("step 1 with step 2", pairs.Select(p => $"{Text(p.Expected)} with {Text(p.Found)}").Single());
    }

    [TestMethod]
    public void Floats_OneWeightWhereTwoWereExpectedToBeOne_Refuses() =>
        Refuses(Sums([1, 2], [1, 2]), Sums([1, 2], [3, 4]), "expected inputs of node 'Add_1': 'bias', found 'bias_1'.");

    [TestMethod]
    public void Floats_OtherOperator_Refuses() =>
        Refuses(One("Tanh"), One("Relu"), "expected operator of node 'x': Tanh, found Relu.");

    [TestMethod]
    public void Floats_OtherAttribute_Refuses() =>
        Refuses(Axis(0), Axis(1), "expected attribute 'axis' of node 'x' as it was exported, found another value.");

    [TestMethod]
    public void Floats_OtherShapeOfAnInput_Refuses() =>
        Refuses(
            Sums([1], [1]),
            Sums([1, 2], [3, 4]),
            "expected inputs: in: Float [batch, 1], found in: Float [batch, 2]."
        );

    [TestMethod]
    public void Floats_OtherIntegers_Refuses() =>
        Refuses(Default(0), Default(1), "expected constant 'lengths' as it was exported, found other elements.");

    [TestMethod]
    public void Floats_OtherOpset_Refuses() =>
        Refuses(One("Tanh", 13), One("Tanh"), "expected operator sets: '' 13, found '' 17.");

    [TestMethod]
    public void Floats_ConstantThatNobodyReads_Refuses()
    {
        var (one, more) = (One("Tanh"), One("Tanh").Proto.Clone());
        more.Graph.Initializer.Add(
            new Schema.TensorProto
            {
                Name = "ghost",
                DataType = 1,
                Dims = { 0 },
            }
        );
        Refuses(one, new ModelFile(more, "found"), "expected constants that its nodes read: 0, found 1.");
    }

    [TestMethod]
    public void Floats_TwoConstantsOfOneName_Refuses()
    {
        var twice = Sums([1], [2]).Proto.Clone();
        twice.Graph.Initializer.Add(twice.Graph.Initializer[0].Clone());
        Refuses(
            Sums([1], [2]),
            new ModelFile(twice, "found"),
            "expected constants with names of their own, found two named 'bias'."
        );
    }

    private static void Refuses(ModelFile expected, ModelFile found, string sentence)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => GraphMatch.Floats(expected, found));
        Assert.AreEqual($"'{found.Name}' can not be read back: {sentence}", error.Message);
    }

    private static string Text(NamedTensor tensor) => $"{tensor.Name} {string.Join(" ", tensor.Floats)}";

    // x + first + second, stored once where they are equal.
    private static ModelFile Sums(float[] first, float[] second)
    {
        var graph = new GraphBuilder("found");
        var x = graph.AddInput("in", ElementType.Float, "batch", first.Length);
        var sum = graph.Add(x, graph.AddShared(NamedTensor.Of("bias", first, first.Length)));
        sum = graph.Add(sum, graph.AddShared(NamedTensor.Of("bias", second, second.Length)));
        graph.AddOutput("out", graph.Identity(sum), ElementType.Float, "batch", first.Length);
        return graph.Build();
    }

    private static ModelFile One(string op, int opset = 17)
    {
        var graph = new GraphBuilder("found", new GraphBuilderOptions { Opset = opset });
        var x = graph.AddInput("in", ElementType.Float, "batch");
        graph.AddOutput("out", graph.AddNode(op, [x], name: "x")[0], ElementType.Float, "batch");
        return graph.Build();
    }

    private static ModelFile Axis(long axis)
    {
        var graph = new GraphBuilder("found");
        var x = graph.AddInput("in", ElementType.Float, "batch", 2);
        graph.AddOutput("out", graph.Softmax(x, axis, "x"), ElementType.Float, "batch", 2);
        return graph.Build();
    }

    private static ModelFile Default(long length)
    {
        var graph = new GraphBuilder("found");
        var x = graph.AddInput("lengths", ElementType.Int64, "batch");
        graph.AddInitializer("lengths", [length], 1);
        graph.AddOutput("out", graph.Identity(x), ElementType.Int64, "batch");
        return graph.Build();
    }

    // Adds a constant as often as there are elements.
    private static ModelFile Loop(float step)
    {
        var graph = new GraphBuilder("found");
        var x = graph.AddInput("in", ElementType.Float, "time");
        var body = graph.CreateBody("body");
        var before = body.AddInput("before", ElementType.Float);
        body.AddInput("element", ElementType.Float);
        body.AddOutput("after", body.Add(before, body.AddInitializer("step", [step])), ElementType.Float);
        var sum = graph.AddNode(
            "Scan",
            [graph.Cast(graph.Scalar(0L), ElementType.Float), x],
            attributes: [NodeAttribute.Of("num_scan_inputs", 1), NodeAttribute.Of("body", body)]
        )[0];
        graph.AddOutput("out", sum, ElementType.Float);
        return graph.Build();
    }
}
