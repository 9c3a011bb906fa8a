using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Data;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Rows with a class each, as batches.</summary>
internal interface IClassifiedRows
{
    /// <summary>The class of each row, from 0.</summary>
    IReadOnlyList<long> Classes { get; }

    /// <summary>Batches of about equal length; see <see cref="BucketBatcher"/>.</summary>
    BucketBatcher Batches(int size, int? shuffleSeed = null);
}

/// <summary>Texts as rows of ids, each with its class.</summary>
/// <param name="Ids">The ids of each row, one or more.</param>
/// <param name="Classes">The class of each row, from 0.</param>
public sealed record ClassifiedRows(IReadOnlyList<long[]> Ids, IReadOnlyList<long> Classes) : IClassifiedRows
{
    /// <summary>Reads some of the texts.</summary>
    /// <param name="data">The texts.</param>
    /// <param name="rows">Their numbers.</param>
    /// <param name="featurizer">From a text to its ids.</param>
    public static ClassifiedRows Of(LabeledTexts data, IReadOnlyList<int> rows, TextFeaturizer featurizer)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(featurizer);
        return new(
            [.. rows.Select(row => featurizer.Ids(data.Texts[row]))],
            [.. rows.Select(row => (long)data.Classes[row])]
        );
    }

    BucketBatcher IClassifiedRows.Batches(int size, int? shuffleSeed) =>
        new(
            [.. Ids.Select(ids => ids.Length)],
            PaddedRows.Ids(Ids, Vocabulary.Padding),
            PaddedRows.Classes(Classes),
            size,
            shuffleSeed
        );
}

/// <summary>Sequences of numbers, each with its class.</summary>
/// <param name="Values">The values of each row, step by step, one step or more.</param>
/// <param name="Features">Values of a step, C.</param>
/// <param name="Classes">The class of each row, from 0.</param>
public sealed record ClassifiedSeries(IReadOnlyList<float[]> Values, int Features, IReadOnlyList<long> Classes)
    : IClassifiedRows
{
    BucketBatcher IClassifiedRows.Batches(int size, int? shuffleSeed) =>
        new(
            [.. Values.Select(row => row.Length / Features)],
            PaddedRows.Values(Values, Features),
            PaddedRows.Classes(Classes),
            size,
            shuffleSeed
        );
}
