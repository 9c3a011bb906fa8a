using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

[TestClass]
public sealed class GraphBuilderTests
{
    [TestMethod]
    public void Build_SmallGraph_DescribesItsInterface()
    {
        var file = Linear().Build();

        Assert.AreEqual("x: Float [batch, 3]", string.Join("; ", file.Inputs));
        Assert.AreEqual("y: Float [batch, 2]", string.Join("; ", file.Outputs));
        Assert.AreEqual(17, file.Opset);
        Assert.AreEqual(8, file.IrVersion);
        Assert.AreEqual("Rnn.Onnx " + Product.Version, file.Producer);
        Assert.AreEqual("linear", file.GraphName);
        Assert.IsEmpty(file.Check());
    }

    [TestMethod]
    public void Build_SameCalls_SameBytes() =>
        CollectionAssert.AreEqual(Linear().Build().ToBytes(), Linear().Build().ToBytes());

    [TestMethod]
    public void Build_OutputOfANode_CarriesTheOutputNameWithoutAnExtraNode()
    {
        var nodes = Linear().Build().Proto.Graph.Node;

        Assert.HasCount(2, nodes);
        CollectionAssert.AreEqual(new[] { "y" }, nodes[^1].Output);
    }

    [TestMethod]
    public void Build_OutputThatIsAnInputOrGivenTwice_IsCopied()
    {
        var builder = new GraphBuilder("copies");
        var x = builder.AddInput("x", ElementType.Float, "batch", 2);
        var h = builder.Tanh(x);
        builder.AddOutput("same", x, ElementType.Float, "batch", 2);
        builder.AddOutput("first", h, ElementType.Float, "batch", 2);
        builder.AddOutput("second", h, ElementType.Float, "batch", 2);

        var nodes = builder.Build().Proto.Graph.Node;

        CollectionAssert.AreEqual(
            new[] { "Tanh(x)->first", "Identity(x)->same", "Identity(first)->second" },
            nodes.Select(node => $"{node.OpType}({node.Input[0]})->{node.Output[0]}").ToArray()
        );
    }

    [TestMethod]
    public void AddNode_NameTaken_GetsANumber()
    {
        var builder = new GraphBuilder("names");
        var x = builder.AddInput("x", ElementType.Float, 1);

        Assert.AreEqual("Tanh", builder.Tanh(x));
        Assert.AreEqual("Tanh_1", builder.Tanh(x));
        Assert.AreEqual("hidden", builder.Tanh(x, name: "hidden"));
        Assert.AreEqual("hidden_1", builder.Tanh(x, name: "hidden"));
        CollectionAssert.AreEqual(
            new[] { "Split", "Split_1", "Split_2" },
            builder.AddNode("Split", [x], outputCount: 3)
        );
    }

    [TestMethod]
    public void AddNode_UnknownInput_SaysWhichValueIsMissing()
    {
        var builder = new GraphBuilder("missing");

        var exception = Assert.ThrowsExactly<ArgumentException>(() => builder.Tanh("nowhere"));

        StringAssert.StartsWith(
            exception.Message,
            "There is no value 'nowhere' in the graph 'missing' yet.",
            StringComparison.Ordinal
        );
    }

    [TestMethod]
    public void AddNode_DomainNotDeclared_IsRefused()
    {
        var builder = new GraphBuilder("domains");
        var x = builder.AddInput("x", ElementType.String, "n");

        Assert.ThrowsExactly<ArgumentException>(() => builder.AddNode("LabelEncoder", [x], domain: "ai.onnx.ml"));
        builder.UseDomain("ai.onnx.ml", 3);
        var y = builder.AddNode("LabelEncoder", [x], domain: "ai.onnx.ml")[0];
        builder.AddOutput("y", y, ElementType.Int64, "n");

        var imports = builder.Build().Proto.OpsetImport.Select(import => $"{import.Domain}:{import.Version}");
        Assert.AreEqual(":17 ai.onnx.ml:3", string.Join(" ", imports));
    }

    [TestMethod]
    public void AddInput_NameTaken_IsRefused()
    {
        var builder = new GraphBuilder("twice");
        builder.AddInput("x", ElementType.Float, 1);

        Assert.ThrowsExactly<ArgumentException>(() => builder.AddInput("x", ElementType.Float, 1));
    }

    [TestMethod]
    public void AddInitializer_NamedLikeAnInput_BecomesItsDefault()
    {
        var builder = new GraphBuilder("defaults");
        var x = builder.AddInput("x", ElementType.Float, "batch", 2);
        var factor = builder.AddInput("factor", ElementType.Float, 1);
        builder.AddInitializer("factor", [2f], 1);
        builder.AddOutput("y", builder.Mul(x, factor), ElementType.Float, "batch", 2);

        var file = builder.Build();

        Assert.AreEqual("x: Float [batch, 2]", string.Join("; ", file.Inputs));
        Assert.AreEqual("factor: Float [1]", string.Join("; ", file.OptionalInputs));
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddInitializer("factor", [3f], 1));
    }

    [TestMethod]
    public void Constant_SameVectorTwice_IsStoredOnce()
    {
        var builder = new GraphBuilder("constants");

        Assert.AreEqual("int64_0_m1", builder.Constant(0, -1));
        Assert.AreEqual("int64_0_m1", builder.Constant(0, -1));
        Assert.AreEqual("float_scalar_0p5".Replace('p', '.'), builder.Scalar(0.5f));
    }

    [TestMethod]
    public void ReduceMean_BeforeAndSinceOpset18_PutsTheAxesWhereTheyBelong()
    {
        foreach (var (opset, inputs, attributes) in new[] { (17, 1, 2), (18, 2, 1) })
        {
            var builder = new GraphBuilder("mean", new GraphBuilderOptions { Opset = opset });
            var x = builder.AddInput("x", ElementType.Float, "batch", "time", 4);
            builder.AddOutput("y", builder.ReduceMean(x, [1]), ElementType.Float, "batch", 4);
            var node = builder.Build().Proto.Graph.Node[0];

            Assert.HasCount(inputs, node.Input);
            Assert.HasCount(attributes, node.Attribute);
        }
    }

    [TestMethod]
    public void CreateBody_CapturedValueAndOwnOutput_MakesAValidScan()
    {
        var builder = new GraphBuilder("running sum");
        var x = builder.AddInput("x", ElementType.Float, "time", 1);
        var zero = builder.AddInitializer("zero", [0f], 1);
        var scale = builder.AddInitializer("scale", [2f], 1);
        var body = builder.CreateBody("step");
        var sum = body.AddInput("sum_in", ElementType.Float, 1);
        var item = body.AddInput("x_t", ElementType.Float, 1);
        var next = body.Add(sum, body.Mul(item, scale));
        body.AddOutput("sum_out", next, ElementType.Float, 1);
        body.AddOutput("sum_t", next, ElementType.Float, 1);
        var outputs = builder.AddNode(
            "Scan",
            [zero, x],
            outputCount: 2,
            [NodeAttribute.Of("body", body), NodeAttribute.Of("num_scan_inputs", 1)]
        );
        builder.AddOutput("sums", outputs[1], ElementType.Float, "time", 1);

        var file = builder.Build();

        Assert.IsEmpty(file.Check());
        var step = file.Proto.Graph.Node[0].Attribute[0].G;
        Assert.AreEqual("Mul Add Identity", string.Join(" ", step.Node.Select(node => node.OpType)));
        Assert.ThrowsExactly<InvalidOperationException>(() => body.Build());
    }

    [TestMethod]
    public void Build_TypesThatDoNotFit_TellsTheViolation()
    {
        var builder = new GraphBuilder("mixed");
        var x = builder.AddInput("x", ElementType.Float, 2);
        var n = builder.AddInput("n", ElementType.Int64, 2);
        builder.AddOutput("y", builder.Add(x, n), ElementType.Float, 2);

        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => builder.Build());

        Assert.AreEqual(
            "The graph 'mixed' is not valid ONNX: Add 'Add' needs inputs of one type, found Float and Int64.",
            exception.Message
        );
    }

    private static GraphBuilder Linear()
    {
        var builder = new GraphBuilder("linear");
        var x = builder.AddInput("x", ElementType.Float, "batch", 3);
        var weight = builder.AddInitializer("weight", [1f, 2, 3, 4, 5, 6], 3, 2);
        var bias = builder.AddInitializer("bias", [1f, 2], 2);
        builder.AddOutput("y", builder.Add(builder.MatMul(x, weight), bias), ElementType.Float, "batch", 2);
        builder.SetMetadata("b", "2");
        builder.SetMetadata("a", "1");
        return builder;
    }
}
