using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                public static PackedSequence pack_padded_sequence(
                    Tensor input,
                    Tensor lengths,
                    bool batch_first = false,
                    bool enforce_sorted = true
                )
                {
                    using var native = new NativeSection();
                    lengths = lengths.to_type(ScalarType.Int64);
                    Tensor? sorted = null;
                    Tensor? unsorted = null;
                    if (!enforce_sorted)
                    {
                        (lengths, sorted) = lengths.sort(-1, descending: true);
                        sorted = sorted.to(input.device);
                        unsorted = Inverse(sorted);
                        input = input.index_select(batch_first ? 0 : 1, sorted);
                    }
                    var (data, batchSizes) = Operator.Call2("_pack_padded_sequence", input, lengths, batch_first);
                    return PackedSequence.Publish(native, data, batchSizes, sorted, unsorted);
                }

                public static (Tensor, Tensor) pad_packed_sequence(
                    PackedSequence sequence,
                    bool batch_first = false,
                    double padding_value = 0.0,
                    long? total_length = null
                )
                {
                    var longest = sequence.batch_sizes.size(0);
                    if (total_length < longest)
                        throw new System.Runtime.InteropServices.ExternalException(
                            "Expected total_length to be at least the length of the longest sequence in input, "
                                + $"but got total_length={total_length} and max sequence length being {longest}"
                        );
                    using var native = new NativeSection();
                    var (padded, lengths) = Operator.Call2(
                        "_pad_packed_sequence",
                        sequence.data,
                        sequence.batch_sizes,
                        batch_first,
                        padding_value,
                        total_length ?? longest
                    );
                    if (!sequence.IsSorted)
                    {
                        padded = padded.index_select(batch_first ? 0 : 1, sequence.unsorted_indices);
                        lengths = lengths.index_select(0, sequence.unsorted_indices.cpu());
                    }
                    return (native.Publish(padded), native.Publish(lengths));
                }

                public static Tensor pad_sequence(
                    IEnumerable<Tensor> sequences,
                    bool batch_first = false,
                    double padding_value = 0.0
                ) => Operator.Call("pad_sequence", sequences.ToArray(), batch_first, padding_value);

                public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                {
                    var all = sequences.ToArray();
                    using var native = new NativeSection();
                    var lengths = tensor(all.Select(sequence => sequence.size(0)).ToArray());
                    var padded = pad_sequence(all);
                    return native.PublishNew(() => pack_padded_sequence(padded, lengths, false, enforce_sorted));
                }

                private static Tensor Inverse(Tensor permutation)
                {
                    var positions = arange(permutation.numel(), device: permutation.device);
                    return permutation.empty_like().scatter(0, permutation, positions);
                }
            }
        }
    }
}
