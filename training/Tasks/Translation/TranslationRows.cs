using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Data;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Pairs of texts as rows of ids.</summary>
/// <param name="Sources">The source ids of each row, one or more.</param>
/// <param name="Targets">The target ids of each row, <see cref="Vocabulary.End"/> last.</param>
internal sealed record TranslationRows(IReadOnlyList<long[]> Sources, IReadOnlyList<long[]> Targets)
{
    public static TranslationRows Of(
        IEnumerable<string> sources,
        IEnumerable<string> targets,
        TextFeaturizer source,
        TextFeaturizer target
    ) =>
        new(
            [.. sources.Select(source.Ids)],
            [.. targets.Select(text => (long[])[.. target.Ids(text), Vocabulary.End])]
        );

    /// <summary>Batches of about equally long sources and, among those, about equally long targets.</summary>
    public BucketBatcher Batches(int size, int? shuffleSeed = null) =>
        new(
            [.. Sources.Select(source => source.Length)],
            PaddedRows.Ids(Sources, Vocabulary.Padding),
            (rows, _) => Padded(rows),
            size,
            shuffleSeed
        )
        {
            ThenBy = [.. Targets.Select(target => target.Length)],
        };

    private TorchSharp.torch.Tensor Padded(ReadOnlySpan<int> rows)
    {
        var longest = 0;
        foreach (var row in rows)
            longest = Math.Max(longest, Targets[row].Length);
        return PaddedRows.Ids(Targets, PaddedRows.NoTarget)(rows, longest); // [N, T]
    }
}
