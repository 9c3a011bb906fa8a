using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <content>The standard operators by name, each adding one node and giving the name of its result.</content>
public sealed partial class GraphBuilder
{
    /// <summary>a + b, with broadcasting.</summary>
    public string Add(string a, string b, string? name = null) => One("Add", [a, b], name);

    /// <summary>a - b, with broadcasting.</summary>
    public string Sub(string a, string b, string? name = null) => One("Sub", [a, b], name);

    /// <summary>a * b element by element, with broadcasting.</summary>
    public string Mul(string a, string b, string? name = null) => One("Mul", [a, b], name);

    /// <summary>a / b element by element, with broadcasting.</summary>
    public string Div(string a, string b, string? name = null) => One("Div", [a, b], name);

    /// <summary>The larger of a and b element by element, with broadcasting.</summary>
    public string Max(string a, string b, string? name = null) => One("Max", [a, b], name);

    /// <summary>The smaller of a and b element by element, with broadcasting.</summary>
    public string Min(string a, string b, string? name = null) => One("Min", [a, b], name);

    /// <summary>The matrix product of the last two dimensions.</summary>
    public string MatMul(string a, string b, string? name = null) => One("MatMul", [a, b], name);

    /// <summary>a b + c for matrices; <paramref name="transposeB"/> takes b as [out, in], the layout of a linear layer's weight.</summary>
    public string Gemm(string a, string b, string c = "", bool transposeB = false, string? name = null) =>
        One("Gemm", c.Length == 0 ? [a, b] : [a, b, c], name, NodeAttribute.Of("transB", transposeB ? 1 : 0));

    /// <summary>Whether a equals b element by element.</summary>
    public string Equal(string a, string b, string? name = null) => One("Equal", [a, b], name);

    /// <summary>Whether a is less than b element by element.</summary>
    public string Less(string a, string b, string? name = null) => One("Less", [a, b], name);

    /// <summary>Whether a is greater than b element by element.</summary>
    public string Greater(string a, string b, string? name = null) => One("Greater", [a, b], name);

    /// <summary>The other truth value, element by element.</summary>
    public string Not(string x, string? name = null) => One("Not", [x], name);

    /// <summary>Whether both hold, element by element.</summary>
    public string And(string a, string b, string? name = null) => One("And", [a, b], name);

    /// <summary>Whether one of both holds, element by element.</summary>
    public string Or(string a, string b, string? name = null) => One("Or", [a, b], name);

    /// <summary>Whether an element is not a number.</summary>
    public string IsNaN(string x, string? name = null) => One("IsNaN", [x], name);

    /// <summary>The remainder of integers, with the sign of the divisor; with broadcasting.</summary>
    public string Mod(string a, string b, string? name = null) => One("Mod", [a, b], name);

    /// <summary>The magnitude without the sign.</summary>
    public string Abs(string x, string? name = null) => One("Abs", [x], name);

    /// <summary>The nearest whole number, halves to the even one.</summary>
    public string Round(string x, string? name = null) => One("Round", [x], name);

    /// <summary>Takes a where the condition holds, b elsewhere; with broadcasting.</summary>
    public string Where(string condition, string a, string b, string? name = null) =>
        One("Where", [condition, a, b], name);

    /// <summary>max(0, x).</summary>
    public string Relu(string x, string? name = null) => One("Relu", [x], name);

    /// <summary>The hyperbolic tangent.</summary>
    public string Tanh(string x, string? name = null) => One("Tanh", [x], name);

    /// <summary>1 / (1 + e^-x).</summary>
    public string Sigmoid(string x, string? name = null) => One("Sigmoid", [x], name);

    /// <summary>e^x.</summary>
    public string Exp(string x, string? name = null) => One("Exp", [x], name);

    /// <summary>The natural logarithm.</summary>
    public string Log(string x, string? name = null) => One("Log", [x], name);

    /// <summary>The square root.</summary>
    public string Sqrt(string x, string? name = null) => One("Sqrt", [x], name);

    /// <summary>x itself.</summary>
    public string Identity(string x, string? name = null) => One("Identity", [x], name);

    /// <summary>Probabilities along one axis.</summary>
    public string Softmax(string x, long axis = -1, string? name = null) =>
        One("Softmax", [x], name, NodeAttribute.Of("axis", axis));

    /// <summary>Logarithms of the probabilities along one axis.</summary>
    public string LogSoftmax(string x, long axis = -1, string? name = null) =>
        One("LogSoftmax", [x], name, NodeAttribute.Of("axis", axis));

    /// <summary>Orders the dimensions anew.</summary>
    public string Transpose(string x, ReadOnlySpan<long> permutation, string? name = null) =>
        One("Transpose", [x], name, NodeAttribute.Of("perm", permutation));

    /// <summary>Gives the elements a new shape: 0 keeps the dimension in that place, -1 takes what remains.</summary>
    public string Reshape(string x, ReadOnlySpan<long> shape, string? name = null) => Reshape(x, Constant(shape), name);

    /// <summary>Gives the elements the shape that an int64 vector in the graph holds.</summary>
    public string Reshape(string x, string shape, string? name = null) => One("Reshape", [x, shape], name);

    /// <summary>Drops dimensions of size 1.</summary>
    public string Squeeze(string x, ReadOnlySpan<long> axes, string? name = null) =>
        One("Squeeze", [x, Constant(axes)], name);

    /// <summary>Inserts dimensions of size 1.</summary>
    public string Unsqueeze(string x, ReadOnlySpan<long> axes, string? name = null) =>
        One("Unsqueeze", [x, Constant(axes)], name);

    /// <summary>Takes the elements start, start + step, ... before end along one axis; negative positions count from the end.</summary>
    public string Slice(string x, long axis, long start, long end, long step = 1, string? name = null) =>
        One("Slice", [x, Constant(start), Constant(end), Constant(axis), Constant(step)], name);

    /// <summary>Takes the entries that the indices (int32 or int64) name along one axis.</summary>
    public string Gather(string x, string indices, long axis = 0, string? name = null) =>
        One("Gather", [x, indices], name, NodeAttribute.Of("axis", axis));

    /// <summary>Joins tensors along one axis.</summary>
    public string Concat(long axis, ReadOnlySpan<string> inputs, string? name = null) =>
        One("Concat", inputs, name, NodeAttribute.Of("axis", axis));

    /// <summary>Cuts a tensor along one axis into parts of the given sizes.</summary>
    public string[] Split(string x, long axis, ReadOnlySpan<long> sizes, string? name = null) =>
        AddNode("Split", [x, Constant(sizes)], sizes.Length, [NodeAttribute.Of("axis", axis)], name: name);

    /// <summary>The numbers start, start + step, ... before limit, from three scalars of one type.</summary>
    public string Range(string start, string limit, string step, string? name = null) =>
        One("Range", [start, limit, step], name);

    /// <summary>Converts the elements.</summary>
    public string Cast(string x, ElementType type, string? name = null) =>
        One("Cast", [x], name, NodeAttribute.Of("to", (long)type));

    /// <summary>The dimensions as an int64 vector.</summary>
    public string Shape(string x, string? name = null) => One("Shape", [x], name);

    /// <summary>Broadcasts to the shape that an int64 vector in the graph holds.</summary>
    public string Expand(string x, string shape, string? name = null) => One("Expand", [x, shape], name);

    /// <summary>The sum over some axes.</summary>
    public string ReduceSum(string x, ReadOnlySpan<long> axes, bool keepDims = false, string? name = null) =>
        Reduce("ReduceSum", axesAreInputSince: 13, x, axes, keepDims, name);

    /// <summary>The mean over some axes.</summary>
    public string ReduceMean(string x, ReadOnlySpan<long> axes, bool keepDims = false, string? name = null) =>
        Reduce("ReduceMean", axesAreInputSince: 18, x, axes, keepDims, name);

    /// <summary>The largest over some axes.</summary>
    public string ReduceMax(string x, ReadOnlySpan<long> axes, bool keepDims = false, string? name = null) =>
        Reduce("ReduceMax", axesAreInputSince: 18, x, axes, keepDims, name);

    // The standard moved the axes from an attribute to an input, operator by operator.
    private string Reduce(
        string op,
        int axesAreInputSince,
        string x,
        ReadOnlySpan<long> axes,
        bool keepDims,
        string? name
    )
    {
        var keep = NodeAttribute.Of("keepdims", keepDims ? 1 : 0);
        return Options.Opset >= axesAreInputSince
            ? One(op, [x, Constant(axes)], name, keep)
            : One(op, [x], name, NodeAttribute.Of("axes", axes), keep);
    }

    private string One(string op, ReadOnlySpan<string> inputs, string? name, params NodeAttribute[] attributes) =>
        AddNode(op, inputs, outputCount: 1, attributes, name: name)[0];
}
