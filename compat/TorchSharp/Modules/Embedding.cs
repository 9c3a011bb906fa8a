using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class Embedding : nn.Module<Tensor, Tensor>
        {
            private readonly long paddingIndex;
            private readonly double? maxNorm;
            private readonly double normType;
            private readonly bool scaleGradByFrequency;
            private readonly bool sparse;

            // Boxed, since a field that holds a tensor is registered as a buffer.
            private readonly System.Runtime.CompilerServices.StrongBox<Tensor> table;

            internal Embedding(
                Tensor table,
                long? padding_idx,
                double? max_norm,
                double norm_type,
                bool scale_grad_by_freq,
                bool sparse
            )
                : base("torch::nn::EmbeddingImpl")
            {
                this.table = new(table);
                paddingIndex = Wrap(padding_idx, table.size(0));
                maxNorm = max_norm;
                normType = norm_type;
                scaleGradByFrequency = scale_grad_by_freq;
                this.sparse = sparse;
                RegisterNative("weight", table);
            }

            /// <summary>A new object at each read, as in the package.</summary>
            [System.Diagnostics.CodeAnalysis.DisallowNull]
            public Parameter? weight
            {
                get => new(NativeMethods.TensorShare(table.Value!.Handle));
                set
                {
                    table.Value = CellCore.Hidden(value);
                    ConditionallyRegisterParameter("weight", value);
                }
            }

            public override Tensor forward(Tensor input)
            {
                if (maxNorm is { } limit)
                {
                    using var _ = no_grad();
                    Operator.Mutate("embedding_renorm_", table.Value!, [input.contiguous(), limit, normType]);
                }
                return Operator.Call("embedding", table.Value, input, paddingIndex, scaleGradByFrequency, sparse);
            }

            internal override IEnumerable<Tensor> NativeTensors => [table.Value!];

            private static long Wrap(long? index, long rows)
            {
                if (index is not { } padding)
                    return -1;
                if (padding < -rows || padding >= rows)
                    throw new System.Runtime.InteropServices.ExternalException(
                        "Padding_idx must be within num_embeddings"
                    );
                return padding < 0 ? padding + rows : padding;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(
                long num_embeddings,
                long embedding_dims,
                long? padding_idx = null,
                double? max_norm = null,
                double norm_type = 2.0,
                bool scale_grad_by_freq = false,
                bool sparse = false,
                Device? device = null,
                ScalarType? dtype = null
            )
            {
                Tensor table;
                using (var native = new NativeSection())
                    table = native.Keep(init.normal_(empty([num_embeddings, embedding_dims], ScalarType.Float32, CPU)));
                var embedding = new Modules.Embedding(
                    table.requires_grad_(),
                    padding_idx,
                    max_norm,
                    norm_type,
                    scale_grad_by_freq,
                    sparse
                );
                if (padding_idx is { } padding)
                {
                    using var native = new NativeSection();
                    table.detach().select(0, padding).fill_(0);
                }
                return embedding.MoveModule<Modules.Embedding>(device, dtype);
            }

            public static Modules.Embedding Embedding_from_pretrained(
                Tensor embeddings,
                bool freeze = true,
                long? padding_idx = null,
                double? max_norm = null,
                double norm_type = 2.0,
                bool scale_grad_by_freq = false,
                bool sparse = false,
                Device? device = null,
                ScalarType? dtype = null
            ) =>
                new Modules.Embedding(
                    Native(embeddings, !freeze),
                    padding_idx,
                    max_norm,
                    norm_type,
                    scale_grad_by_freq,
                    sparse
                ).MoveModule<Modules.Embedding>(device, dtype);

            private static Tensor Native(Tensor values, bool requires_grad)
            {
                using var native = new NativeSection();
                return native.Keep(values.detach()).requires_grad_(requires_grad);
            }
        }
    }
}
