using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat([.. tensors], dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0) =>
        tensors.Length switch
        {
            0 => throw new ArgumentException(nameof(tensors)),
            1 => tensors[0].alias(),
            _ => Operator.Call("cat", tensors, dim),
        };

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) =>
        Operator.Call("stack", tensors.ToArray(), dim);

    public static Tensor hstack(IList<Tensor> tensors) => hstack(tensors.ToArray());

    public static Tensor hstack(params Tensor[] tensors) => Operator.Call("hstack", tensors);

    public static Tensor hstack(IEnumerable<Tensor> tensors) => hstack(tensors.ToArray());

    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => hstack(tensors.ToArray());

    public static Tensor vstack(IList<Tensor> tensors) => vstack(tensors.ToArray());

    public static Tensor vstack(Tensor[] tensors) => Operator.Call("vstack", tensors);

    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => vstack(tensors.ToArray());

    public static Tensor dstack(params Tensor[] tensors) => Operator.Call("dstack", tensors);

    public static Tensor dstack(IList<Tensor> tensors) => dstack(tensors.ToArray());

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) =>
        tensors.Length == 0
            ? throw new ArgumentException(nameof(tensors))
            : Operator.CallList("broadcast_tensors", (Argument)tensors);

    public static Tensor block_diag(params Tensor[] tensors) => Operator.Call("block_diag", tensors);

    public static Tensor cartesian_prod(params Tensor[] tensors) => Operator.Call("cartesian_prod", tensors);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Operator.Call("einsum", equation, tensors);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Operator.CallList("meshgrid.indexing", tensors.ToArray(), indexing);

    public static Tensor[] where(Tensor condition) =>
        condition.dtype == ScalarType.Bool
            ? Operator.CallList("where", condition)
            : throw new ArgumentException("The condition to 'where' must be a boolean tensor.");
}
