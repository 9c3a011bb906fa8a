using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

/// <summary>Each test breaks one thing of a valid graph and reads the one sentence about it.</summary>
[TestClass]
public sealed class GraphCheckerTests
{
    [TestMethod]
    public void Check_ValidGraph_FindsNothing() => Assert.IsEmpty(GraphChecker.Check(Valid()));

    [TestMethod]
    public void Check_NoOpset_IsReported() =>
        AssertViolation(
            model => model.OpsetImport.Clear(),
            "The version of the standard operators is missing.",
            more: true
        );

    [TestMethod]
    public void Check_OldFormat_IsReported() =>
        AssertViolation(model => model.IrVersion = 2, "The file format version must be 3 or more, found 2.");

    [TestMethod]
    public void Check_UnknownDomain_IsReported() =>
        AssertViolation(
            model => model.Graph.Node[1].Domain = "com.example",
            "Tanh 'y' is of the domain 'com.example', for which the file gives no version."
        );

    [TestMethod]
    public void Check_NameUsedTwice_IsReported() =>
        AssertViolation(
            model => model.Graph.Node.Add(model.Graph.Node[1].Clone()),
            "The name of value 'y' is used twice."
        );

    [TestMethod]
    public void Check_NodesOutOfOrder_IsReported() =>
        AssertViolation(
            model => model.Graph.Node.Insert(0, TakeLast(model)),
            "Tanh 'y' reads 'product', which only a later node makes."
        );

    [TestMethod]
    public void Check_MissingInitializer_IsReported() =>
        AssertViolation(
            model => model.Graph.Initializer.Clear(),
            "MatMul 'product' reads 'weight', which nothing makes."
        );

    [TestMethod]
    public void Check_InitializerOfTheWrongSize_IsReported() =>
        AssertViolation(
            model => model.Graph.Initializer[0].Dims[1] = 5,
            "Tensor 'weight' of shape [3, 5] needs 15 elements, found 6."
        );

    [TestMethod]
    public void Check_NegativeDimension_IsReported() =>
        AssertViolation(
            model => model.Graph.Initializer[0].Dims[1] = -2,
            "Tensor 'weight' has the impossible shape [3, -2]."
        );

    [TestMethod]
    public void Check_OutputThatNothingMakes_IsReported() =>
        AssertViolation(
            model => model.Graph.Output[0].Name = "z",
            "Output 'z' of the graph 'valid' is made by nothing in it."
        );

    [TestMethod]
    public void Check_OutputOfAnotherType_IsReported() =>
        AssertViolation(
            model => model.Graph.Output[0] = ValueInfos.Create("y", ElementType.Int64, ["batch", 2]),
            "Output 'y' is declared as Int64 of rank 2, found Float of rank 2."
        );

    [TestMethod]
    public void Check_OutputOfAnotherRank_IsReported() =>
        AssertViolation(
            model => model.Graph.Output[0] = ValueInfos.Create("y", ElementType.Float, ["batch"]),
            "Output 'y' is declared as Float of rank 1, found Float of rank 2."
        );

    [TestMethod]
    public void Check_MatricesThatDoNotFit_IsReported() =>
        AssertViolation(
            model =>
            {
                model.Graph.Initializer[0].Dims[0] = 2;
                model.Graph.Initializer[0].Dims[1] = 3;
            },
            "MatMul 'product' multiplies 3 columns with 2 rows."
        );

    [TestMethod]
    public void Check_RulesOfOperators_EachTellsItsSentence()
    {
        AssertSentence(
            (b, x) => b.Transpose(x, [0, 2]),
            "Transpose 'op' needs a permutation of 2 dimensions, found [0, 2]."
        );
        AssertSentence((b, x) => b.Squeeze(x, [0, 1, 2]), "Squeeze 'op' drops more dimensions than the 2 there are.");
        AssertSentence((b, x) => b.Gather(x, x), "Gather 'op' needs Int32 or Int64 indices, found Float.");
        AssertSentence((b, x) => b.Reshape(x, x), "Reshape 'op' needs Int64 as input 'x', found Float.");
        AssertSentence((b, x) => b.Where(x, x, x), "Where 'op' needs a Bool condition, found Float.");
        AssertSentence((b, x) => b.Concat(2, [x, x]), "Concat 'op' joins along axis 2 of 2 dimensions.");
        AssertSentence(
            (b, x) => b.Concat(0, [x, b.Squeeze(x, [0], name: "flat")]),
            "Concat 'op' needs rank 2 as input 'flat', found 1."
        );
        AssertSentence((b, x) => b.Mul(x, b.Shape(x)), "Mul 'op' needs inputs of one type, found Float and Int64.");
        AssertSentence(
            (b, x) => b.Gemm(x, b.Unsqueeze(x, [0], name: "cube")),
            "Gemm 'op' needs rank 2 as input 'cube', found 3."
        );
    }

    [TestMethod]
    public void Check_RulesOfNumbers_EachTellsItsSentence()
    {
        AssertSentence((b, x) => b.IsNaN(b.Shape(x)), "IsNaN 'op' needs floating-point numbers, found Int64.");
        AssertSentence((b, x) => b.Mod(x, x), "Mod 'op' needs integers, found Float.");
        AssertSentence((b, x) => b.Not(x), "Not 'op' needs Bool as input 'x', found Float.");
        AssertSentence((b, x) => b.And(x, b.IsNaN(x)), "And 'op' needs Bool as input 'x', found Float.");
        AssertSentence((b, x) => b.Split(x, -1, [1, 1])[0], "Split 'op' cuts 3 into parts of 1, 1.");
        AssertSentence((b, x) => b.Split(x, 2, [1, 1])[0], "Split 'op' cuts along axis 2 of 2 dimensions.");
        AssertSentence(
            (b, x) => b.AddNode("Split", [x, b.Constant(1, 2)], 1, [NodeAttribute.Of("axis", 1)])[0],
            "Split 'op' has 1 outputs, but cuts into 2 parts."
        );
        AssertSentence(
            (b, x) => b.Range(b.Scalar(0L), b.Scalar(3), b.Scalar(1L)),
            "Range 'op' needs inputs of one type, found Int64 and Int32."
        );
        AssertSentence(
            (b, x) => b.Range(b.Constant(0), b.Scalar(3L), b.Scalar(1L)),
            "Range 'op' needs rank 0 as input 'int64_0', found 1."
        );
    }

    [TestMethod]
    public void Check_SplitAlongTheLastAxisOfAnUnknownRank_IsAccepted()
    {
        var graph = new GraphBuilder("split");
        var x = graph.AddInput("x", ElementType.Float, "batch", 2);
        var parts = graph.Split(graph.Expand(x, graph.Shape(x)), -1, [1, 1]);
        graph.AddOutput("y", parts[1], ElementType.Float, "batch", 1);
        graph.Build();
    }

    [TestMethod]
    public void Check_RulesOfQuantizedNumbersAndLabels_EachTellsItsSentence()
    {
        AssertSentence(
            (b, x) => b.AddNode("DequantizeLinear", [x, x])[0],
            "DequantizeLinear 'op' needs Int8, UInt8 or Int32 as input 'x', found Float."
        );
        AssertSentence(
            (b, x) =>
                b.AddNode("DequantizeLinear", [b.Cast(x, ElementType.Int8), b.AddInitializer("s", [1f, 2], 2)])[0],
            "DequantizeLinear 'op' has 2 scales along axis 1 of the shape [-1, 3]."
        );
        AssertSentence(
            (b, x) => b.AddNode("DynamicQuantizeLinear", [b.Shape(x)], 3)[0],
            "DynamicQuantizeLinear 'op' needs Float as input 'Shape', found Int64."
        );
        AssertSentence(
            (b, x) => b.AddNode("MatMulInteger", [x, x])[0],
            "MatMulInteger 'op' needs Int8 or UInt8 as input 'x', found Float."
        );
        AssertSentence(
            (b, x) =>
            {
                b.UseDomain("ai.onnx.ml", 3);
                NodeAttribute[] lists =
                [
                    NodeAttribute.Of("keys_strings", ["a", "b"]),
                    NodeAttribute.Of("values_int64s", [1L]),
                ];
                return b.AddNode("LabelEncoder", [x], 1, lists, "ai.onnx.ml")[0];
            },
            "LabelEncoder 'op' has 2 keys and 1 values."
        );
    }

    [TestMethod]
    public void Check_NodesWithoutInputsOrWithAnAbsurdRank_DoesNotFail()
    {
        var model = Valid();
        model.Graph.Input.Add(ValueInfos.Create("shape", ElementType.Int64, [int.MaxValue]));
        model.Graph.Node.Add(
            new NodeProto
            {
                OpType = "Reshape",
                Input = { "x", "shape" },
                Output = { "absurd" },
            }
        );
        foreach (var op in new[] { "Where", "Add", "Concat", "Gemm", "LSTM", "Transpose", "Slice", "Squeeze" })
        {
            model.Graph.Node.Add(new NodeProto { OpType = op, Output = { op } });
        }

        Assert.AreEqual("LSTM 'LSTM' has no hidden_size.", GraphChecker.Check(model)[0]);
    }

    [TestMethod]
    public void Check_BodyThatHandsOutACapturedValue_IsReported()
    {
        var model = Valid();
        var body = new GraphProto
        {
            Name = "then",
            Output = { ValueInfos.Create("x", ElementType.Float, ["batch", 3]) },
        };
        var node = new NodeProto
        {
            OpType = "If",
            Name = "if",
            Input = { "x" },
            Output = { "chosen" },
        };
        node.Attribute.Add(new AttributeProto { Name = "then_branch", G = body });
        model.Graph.Node.Add(node);

        Assert.AreEqual("Output 'x' of the graph 'then' is made by nothing in it.", GraphChecker.Check(model).Single());
    }

    private static void AssertViolation(Action<ModelProto> breakIt, string sentence, bool more = false)
    {
        var model = Valid();
        breakIt(model);
        var violations = GraphChecker.Check(model);
        Assert.IsNotEmpty(violations);
        Assert.AreEqual(sentence, violations[0]);
        Assert.IsTrue(more || violations.Count == 1, string.Join(" ", violations));
    }

    private static void AssertSentence(Func<GraphBuilder, string, string> write, string sentence)
    {
        var builder = new GraphBuilder("rules");
        var x = builder.AddInput("x", ElementType.Float, "batch", 3);
        var op = write(builder, x);
        builder.AddOutput("op", op, ElementType.Float, "batch", 3);
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => builder.Build());
        StringAssert.Contains(
            exception.Message.Replace($"'{op}'", "'op'", StringComparison.Ordinal),
            sentence,
            StringComparison.Ordinal
        );
    }

    private static NodeProto TakeLast(ModelProto model)
    {
        var last = model.Graph.Node[^1];
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        return last;
    }

    private static ModelProto Valid()
    {
        var builder = new GraphBuilder("valid");
        var x = builder.AddInput("x", ElementType.Float, "batch", 3);
        var weight = builder.AddInitializer("weight", [1f, 2, 3, 4, 5, 6], 3, 2);
        var y = builder.Tanh(builder.MatMul(x, weight, name: "product"), name: "tanh");
        builder.AddOutput("y", y, ElementType.Float, "batch", 2);
        var model = builder.Build().Proto;
        model.Graph.Node[^1].Name = "y";
        return model;
    }
}
