using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Graph;

/// <summary>A node as the rules see it: its attributes, what is known of its inputs, and a place for complaints.</summary>
internal sealed class NodeFacts(NodeProto node, ValueScope scope, Action<string> complain)
{
    public string Op => node.OpType;

    /// <summary>The operator with its domain, when that is not the standard one.</summary>
    public string Key => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";

    public int InputCount => node.Input.Count;

    public int OutputCount => node.Output.Count;

    public string Label => $"{node.OpType} '{(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault())}'";

    public bool Has(int input) => input < node.Input.Count && node.Input[input].Length > 0;

    public string InputName(int input) => Has(input) ? node.Input[input] : "";

    public ValueFacts Input(int input) => Has(input) ? scope[node.Input[input]] : default;

    public AttributeProto? Attribute(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public long Int(string name, long otherwise) => Attribute(name)?.I ?? otherwise;

    public long[]? Ints(string name) => Attribute(name) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>Reports a violation of this node; the text goes on after "MatMul 'x'".</summary>
    public void Complain(FormattableString text) => complain($"{Label} {FormattableString.Invariant(text)}");
}
