using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index(i1);
            set => index_put_(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(i1, i2, i3, i4, i5);
            set => index_put_(value, i1, i2, i3, i4, i5);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(i1, i2, i3, i4, i5, i6);
            set => index_put_(value, i1, i2, i3, i4, i5, i6);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Singles(indices));
            set => index_put_(value, Singles(indices));
        }

        public Tensor index(params TensorIndex[] indices)
        {
            using var view = new IndexedView(this, indices);
            return view.Read();
        }

        public Tensor index(params Tensor[] indices) => index(Tensors(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            using var view = new IndexedView(this, indices);
            view.Write(value, accumulate: false);
            return this;
        }

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var view = new IndexedView(this, indices);
            view.Write(value, accumulate);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Tensors(indices));

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            index_put_(value, Tensors(indices), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = full([], value, dtype, device);
            return index_put_(number, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Tensors(indices));

        private static TensorIndex[] Singles(long[] indices) => [.. indices.Select(i => TensorIndex.Single(i))];

        private static TensorIndex[] Tensors(Tensor[] indices) => [.. indices.Select(TensorIndex.Tensor)];

        /// <summary>
        /// What an index expression picks, as libtorch does it: numbers, slices and new axes make a view, entry by
        /// entry; tensors are then gathered from that view together.
        /// </summary>
        private sealed class IndexedView : IDisposable
        {
            private readonly Tensor original;
            private readonly List<Tensor> made = [];
            private readonly List<Tensor?> gathered = [];
            private Tensor view;

            internal IndexedView(Tensor tensor, TensorIndex[] indices)
            {
                original = tensor;
                view = tensor;
                var consumed = indices.Sum(Consumed);
                if (consumed > tensor.dim())
                    throw new System.Runtime.InteropServices.ExternalException(
                        $"too many indices for tensor of dimension {tensor.dim()}"
                    );
                var dim = 0L;
                foreach (var index in indices)
                    dim = Apply(index, dim, tensor.dim() - consumed);
            }

            internal Tensor Read()
            {
                if (gathered.Count > 0)
                    return Operator.Call("index.Tensor", view, gathered.ToArray());
                if (ReferenceEquals(view, original))
                    return original.alias();
                made.RemoveAt(made.Count - 1);
                return view;
            }

            internal void Write(Tensor value, bool accumulate)
            {
                var onDevice = value.device_type == view.device_type ? value : Keep(value.to(view.device));
                if (gathered.Count == 0)
                {
                    // Leading axes of length one beyond those of the target do not count.
                    while (onDevice.dim() > view.dim() && onDevice.size(0) == 1)
                        onDevice = Keep(onDevice.squeeze(0));
                    if (accumulate)
                        Operator.Mutate("add_.Tensor", view, [onDevice]);
                    else
                        Operator.Mutate("copy_", view, [onDevice]);
                    return;
                }
                if (onDevice.dtype != view.dtype)
                    onDevice = Keep(onDevice.to_type(view.dtype));
                Operator.Mutate("index_put_", view, [gathered.ToArray(), onDevice, accumulate]);
            }

            public void Dispose()
            {
                foreach (var tensor in made)
                    tensor.Dispose();
            }

            private static long Consumed(TensorIndex index) =>
                index.What switch
                {
                    TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                    TensorIndex.Kind.Tensor => index.Index!.dtype is ScalarType.Bool or ScalarType.Byte
                        ? Math.Max(index.Index.dim(), 1)
                        : 1,
                    _ => 0,
                };

            /// <summary>Applies one entry at axis <paramref name="dim"/>; returns the axis of the next.</summary>
            private long Apply(TensorIndex index, long dim, long skipped)
            {
                switch (index.What)
                {
                    case TensorIndex.Kind.Single:
                        Step(view.select(dim, index.Start ?? 0));
                        return dim;
                    case TensorIndex.Kind.Slice:
                        if (index.Step <= 0)
                            throw new System.Runtime.InteropServices.ExternalException(
                                "step must be greater than zero"
                            );
                        if (index.Start is not null || index.Stop is not null || index.Step is not null)
                            Step(Operator.Call("slice.Tensor", view, dim, index.Start, index.Stop, index.Step ?? 1));
                        return dim + 1;
                    case TensorIndex.Kind.Ellipsis:
                        return dim + skipped;
                    case TensorIndex.Kind.Tensor:
                        Gather(dim, index.Index!);
                        return dim + Consumed(index);
                    case TensorIndex.Kind.Bool:
                        Step(view.unsqueeze(dim));
                        Gather(dim, Keep(tensor(index.Start != 0).unsqueeze(0)));
                        return dim + 1;
                    default:
                        Step(view.unsqueeze(dim));
                        return dim + 1;
                }
            }

            private void Gather(long dim, Tensor index)
            {
                while (gathered.Count < dim)
                    gathered.Add(null);
                gathered.Add(index);
            }

            private void Step(Tensor next) => view = Keep(next);

            private Tensor Keep(Tensor tensor)
            {
                made.Add(tensor);
                return tensor;
            }
        }
    }
}
