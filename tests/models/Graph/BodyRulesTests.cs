using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Graph;

/// <summary>Each test breaks one thing of a valid Scan, Loop or If and reads the one sentence about it.</summary>
[TestClass]
public sealed class BodyRulesTests
{
    [TestMethod]
    public void Check_ScanBroken_TellsWhatItNeeds()
    {
        AssertViolation(Scan(), _ => { });
        AssertViolation(
            Scan(),
            node => node.Attribute.Single(a => a.Name == "num_scan_inputs").I = 3,
            "Scan 'op' needs a body and num_scan_inputs from 1 to its 2 inputs, found 3."
        );
        AssertViolation(
            Scan(),
            node => Body(node).Input.Add(ValueInfos.Create("more", ElementType.Float, [1])),
            "Scan 'op' needs a body of 2 inputs and 2 outputs, found 3 and 2."
        );
        AssertViolation(
            Scan(),
            node => Body(node).Output.RemoveAt(1),
            "Scan 'op' needs a body of 2 inputs and 2 outputs, found 2 and 1."
        );
        AssertViolation(
            Scan(),
            node => node.Input[0] = "x",
            "Scan 'op' gives Float of rank 2 to its body's input 'before', which is Float of rank 1."
        );
        AssertViolation(
            Scan(),
            node => node.Attribute.Add(NodeAttribute.Of("scan_input_directions", [0, 2]).Proto),
            "Scan 'op' needs 1 scan_input_directions of 0 or 1, found [0, 2]."
        );
    }

    [TestMethod]
    public void Check_LoopBroken_TellsWhatItNeeds()
    {
        AssertViolation(Loop(), _ => { });
        AssertViolation(
            Loop(),
            node => node.Input.RemoveAt(2),
            "Loop 'op' needs a body of 2 inputs and 2 outputs, found 3 and 2."
        );
        AssertViolation(
            Loop(),
            node =>
            {
                Body(node).Node[0].Input[0] = "before";
                Body(node).Output[0] = ValueInfos.Create("goes_on", ElementType.Float, [1]);
            },
            "Loop 'op' needs a Bool scalar as its condition 'goes_on'."
        );
        AssertViolation(
            Loop(),
            node =>
            {
                Body(node).Node[1].Attribute.Add(NodeAttribute.Of("to", (long)ElementType.Int64).Proto);
                Body(node).Node[1].OpType = "Cast";
                Body(node).Output[1] = ValueInfos.Create("after", ElementType.Int64, [1]);
            },
            "Loop 'op' carries 'before' as Float, but its body gives 'after' as Int64.",
            "Output 'y' is declared as Float of rank 1, found Int64 of rank 1."
        );
    }

    [TestMethod]
    public void Check_IfBroken_TellsWhatItNeeds()
    {
        AssertViolation(If(ElementType.Float), _ => { });
        AssertViolation(If(ElementType.Int64), _ => { }, "If 'op' gives other types in its two branches.");
        AssertViolation(If(ElementType.Float), node => node.Attribute.RemoveAt(1), "If 'op' has no else_branch.");
    }

    private static void AssertViolation(ModelProto model, Action<NodeProto> breakIt, params string[] sentences)
    {
        breakIt(model.Graph.Node.Single(node => node.Name == "op"));
        Assert.AreEqual(string.Join("\n", sentences), string.Join("\n", GraphChecker.Check(model)));
    }

    private static GraphProto Body(NodeProto node) => node.Attribute.Single(a => a.Name == "body").G;

    private static ModelProto Scan()
    {
        var builder = new GraphBuilder("scan");
        var x = builder.AddInput("x", ElementType.Float, "time", 1);
        var zero = builder.AddInitializer("zero", [0f], 1);
        var body = builder.CreateBody("step");
        var before = body.AddInput("before", ElementType.Float, 1);
        var item = body.AddInput("item", ElementType.Float, 1);
        var sum = body.Add(before, item, "sum");
        body.AddOutput("after", sum, ElementType.Float, 1);
        body.AddOutput("each", sum, ElementType.Float, 1);
        var outputs = builder.AddNode(
            "Scan",
            [zero, x],
            2,
            [NodeAttribute.Of("body", body), NodeAttribute.Of("num_scan_inputs", 1)],
            name: "op"
        );
        builder.AddOutput("sums", outputs[1], ElementType.Float, "time", 1);
        return builder.Build().Proto;
    }

    private static ModelProto Loop()
    {
        var builder = new GraphBuilder("loop");
        var x = builder.AddInput("x", ElementType.Float, 1);
        var body = builder.CreateBody("turn");
        body.AddInput("turn", ElementType.Int64);
        var condition = body.AddInput("condition", ElementType.Bool);
        var before = body.AddInput("before", ElementType.Float, 1);
        body.AddOutput("goes_on", body.Identity(condition), ElementType.Bool);
        body.AddOutput("after", body.Tanh(before), ElementType.Float, 1);
        var yes = builder.AddInitializer(NamedTensor.Of("yes", [true]));
        var outputs = builder.AddNode(
            "Loop",
            [builder.Scalar(3L), yes, x],
            1,
            [NodeAttribute.Of("body", body)],
            name: "op"
        );
        builder.AddOutput("y", outputs[0], ElementType.Float, 1);
        return builder.Build().Proto;
    }

    private static ModelProto If(ElementType otherwise)
    {
        var builder = new GraphBuilder("if");
        var x = builder.AddInput("x", ElementType.Float, 1);
        var yes = builder.AddInitializer(NamedTensor.Of("yes", [true]));
        var outputs = builder.AddNode(
            "If",
            [yes],
            1,
            [
                NodeAttribute.Of("then_branch", Branch("then", ElementType.Float)),
                NodeAttribute.Of("else_branch", Branch("else", ElementType.Float)),
            ],
            name: "op"
        );
        builder.AddOutput("y", outputs[0], ElementType.Float, 1);
        var model = builder.Build().Proto;
        var last = model.Graph.Node.Single(node => node.OpType == "If").Attribute[1].G;
        last.Node[0].Attribute[0].I = (long)otherwise;
        last.Output[0].Type.TensorType.ElemType = (int)otherwise;
        return Named(model);

        GraphBuilder Branch(string name, ElementType type)
        {
            var body = builder.CreateBody(name);
            body.AddOutput(name, body.Cast(x, type), type, 1);
            return body;
        }
    }

    private static ModelProto Named(ModelProto model)
    {
        model.Graph.Node.Single(node => node.OpType == "If").Name = "op";
        return model;
    }
}
