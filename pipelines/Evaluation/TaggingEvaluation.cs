using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Evaluation;

/// <summary>Reads right and answered tags from a scored view, and compares them.</summary>
internal static class TaggingEvaluation
{
    public static TaggingMetrics Evaluate(IDataView scored, string tagsColumn, string predictedColumn)
    {
        ArgumentNullException.ThrowIfNull(scored);
        if (tagsColumn == predictedColumn)
            throw new InvalidInputException(
                $"Expected the right tags in another column than the answered ones, found both in '{tagsColumn}'."
            );
        var (right, answered) = (Column(scored.Schema, tagsColumn), Column(scored.Schema, predictedColumn));
        using var cursor = scored.GetRowCursor([right, answered]);
        var (readRight, readAnswered) = (Reader(cursor, right), Reader(cursor, answered));
        var (truth, answers) = (new List<TaggedSentence>(), new List<string[]>());
        while (cursor.MoveNext())
        {
            var (tags, found) = (readRight(), readAnswered());
            if (tags.Length != found.Length)
                throw new InvalidInputException(
                    FormattableString.Invariant(
                        $"Columns '{tagsColumn}' and '{predictedColumn}', row {truth.Count}: expected as many tags in both, found {tags.Length} and {found.Length}."
                    )
                );
            // The words themselves are not asked for: each is as good as its tag.
            truth.Add(new TaggedSentence(tags, tags));
            answers.Add(found);
        }
        return answers.Any(tags => tags.Length > 0)
            ? TaggingMetrics.Of(truth, answers)
            : throw new InvalidInputException($"Column '{predictedColumn}': expected rows to evaluate, found none.");
    }

    private static Func<string[]> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        var read = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        VBuffer<ReadOnlyMemory<char>> tags = default;
        return () =>
        {
            read(ref tags);
            return [.. tags.DenseValues().Select(tag => tag.ToString())];
        };
    }

    private static DataViewSchema.Column Column(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) is { Type: VectorDataViewType { ItemType: TextDataViewType } } column
            ? column
            : throw new InvalidInputException(
                $"Expected a column '{name}' of vectors of texts, found {string.Join(", ", schema.Select(c => $"'{c.Name}' ({c.Type})"))}."
            );
}
