using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Evaluation;

/// <summary>Reads references and translations from a scored view, and compares them.</summary>
internal static class TranslationEvaluation
{
    public static TranslationMetrics Evaluate(
        IDataView scored,
        TextOptions text,
        string referenceColumn,
        string translationColumn
    )
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(text);
        var (reference, translation) = (
            Column(scored.Schema, referenceColumn),
            Column(scored.Schema, translationColumn)
        );
        using var cursor = scored.GetRowCursor([reference, translation]);
        var (expected, found) = (Reader(cursor, reference), Reader(cursor, translation));
        var (references, translations) = (new List<string>(), new List<string>());
        while (cursor.MoveNext())
        {
            references.Add(expected());
            translations.Add(found());
        }
        if (references.Count == 0)
            throw new InvalidInputException($"Column '{translationColumn}': expected rows to evaluate, found none.");
        return TranslationMetrics.Of(translations, references, text);
    }

    // A text, or the first one of several, which is the best.
    private static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var read = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> text = default;
            return () =>
            {
                read(ref text);
                return text.ToString();
            };
        }
        var readAll = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        VBuffer<ReadOnlyMemory<char>> texts = default;
        return () =>
        {
            readAll(ref texts);
            return texts.Length == 0 ? "" : texts.GetItemOrDefault(0).ToString();
        };
    }

    private static DataViewSchema.Column Column(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name)
            is { Type: TextDataViewType or VectorDataViewType { ItemType: TextDataViewType } } column
            ? column
            : throw new InvalidInputException(
                $"Expected a column '{name}' of texts, found {string.Join(", ", schema.Select(c => $"'{c.Name}' ({c.Type})"))}."
            );
}
