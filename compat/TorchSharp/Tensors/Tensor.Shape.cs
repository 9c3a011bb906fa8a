namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Call("reshape", shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => Call("unflatten.int", dim, sizes);

        public Tensor t() => Call("t");

        internal Tensor t_() => Mutate("t_");

        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", dim0, dim1);

        public Tensor transpose_(long dim0, long dim1) => Mutate("transpose_", dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => Call("swapdims", dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => Call("swapaxes", dim0, dim1);

        public Tensor adjoint() => Call("adjoint");

        public Tensor view(params long[] shape) => Call("view", shape);

        public Tensor view_as(Tensor other) => Call("view_as", other);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) =>
            Call("expand", sizes.ToArray(), isImplicit);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Call("expand", sizes, isImplicit);

        public Tensor expand(params long[] sizes) => Call("expand", sizes);

        public Tensor expand_as(Tensor other) => Call("expand_as", other);

        public Tensor broadcast_to(params long[] shape) => Call("broadcast_to", shape);

        public Tensor permute(params long[] permutation) => Call("permute", permutation);

        public Tensor movedim(long[] source, long[] destination) => Call("movedim.intlist", source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => Call("moveaxis.intlist", source, destination);

        public Tensor ravel() => Call("ravel");

        public Tensor unsqueeze(long dim) => Call("unsqueeze", dim);

        public Tensor unsqueeze_(long dim) => Mutate("unsqueeze_", dim);

        public Tensor atleast_1d() => Call("atleast_1d");

        public Tensor atleast_2d() => Call("atleast_2d");

        public Tensor atleast_3d() => Call("atleast_3d");

        public Tensor contiguous() => Call("contiguous");

        public Tensor alias() => Call("alias");

        public Tensor unfold(long dimension, long size, long step) => Call("unfold", dimension, size, step);

        public Tensor view_as_complex() => Call("view_as_complex");

        public Tensor view_as_real() => Call("view_as_real");

        public Tensor narrow(long dim, long start, long length) => Call("narrow", dim, start, length);

        public Tensor repeat(params long[] sizes) => Call("repeat", sizes);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Call("repeat_interleave.self_Tensor", repeats, dim, output_size);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Call("repeat_interleave.self_int", repeats, dim, output_size);

        public Tensor tile(long[] reps) => Call("tile", reps);

        public Tensor roll(long[] shifts, long[] dims) => Call("roll", shifts, dims);

        public Tensor roll(long[] shifts) => Call("roll", shifts);

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
            Call("roll", shifts.ToArray(), dims.ToArray());

        public Tensor flip(params long[] dims) => Call("flip", dims);

        public Tensor fliplr() => Call("fliplr");

        public Tensor flipud() => Call("flipud");

        public Tensor diag(long diagonal = 0) => Call("diag", diagonal);

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) =>
            Call("diag_embed", offset, dim1, dim2);

        public Tensor diagflat(long offset = 0) => Call("diagflat", offset);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Call("diagonal", offset, dim1, dim2);

        public Tensor tril(long diagonal = 0) => Call("tril", diagonal);

        public Tensor tril_(long diagonal = 0) => Call("tril_", diagonal);

        public Tensor triu(long diagonal = 0) => Call("triu", diagonal);

        public Tensor triu_(long diagonal = 0) => Call("triu_", diagonal);
    }
}
