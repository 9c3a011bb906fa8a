using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>What ML.NET's own scorers write beside their columns, by which its evaluators and mappings know them.</summary>
internal static class PredictionAnnotations
{
    public const string Binary = "BinaryClassification";
    public const string Multiclass = "MulticlassClassification";
    public const string Regression = "Regression";

    private const string SlotNames = "SlotNames";
    private const string KeyValues = "KeyValues";
    private const string ScoreColumnKind = "ScoreColumnKind";
    private const string ScoreValueKind = "ScoreValueKind";

    /// <summary>Names of slots alone.</summary>
    public static DataViewSchema.Annotations Slots(IReadOnlyList<string> slots)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Add(builder, SlotNames, slots);
        return builder.ToAnnotations();
    }

    /// <summary>Those of a column of scores.</summary>
    /// <param name="kind">The task.</param>
    /// <param name="value">What the column is of it: "Score", "Probability", "PredictedLabel".</param>
    /// <param name="slots">What the slots of a vector are called; empty for none.</param>
    public static DataViewSchema.Annotations Score(string kind, string value, IReadOnlyList<string> slots)
    {
        var builder = Kinds(kind, value);
        if (slots.Count > 0)
            Add(builder, SlotNames, slots);
        return builder.ToAnnotations();
    }

    /// <summary>Those of a predicted key.</summary>
    /// <param name="kind">The task.</param>
    /// <param name="labels">What the keys stand for; empty where they are numbers.</param>
    public static DataViewSchema.Annotations Key(string kind, IReadOnlyList<string> labels)
    {
        var builder = Kinds(kind, PredictionColumns.PredictedLabel);
        if (labels.Count > 0)
            Add(builder, KeyValues, labels);
        return builder.ToAnnotations();
    }

    private static DataViewSchema.Annotations.Builder Kinds(string kind, string value)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(ScoreColumnKind, TextDataViewType.Instance, kind.AsMemory());
        builder.AddPrimitiveValue(ScoreValueKind, TextDataViewType.Instance, value.AsMemory());
        return builder;
    }

    private static void Add(DataViewSchema.Annotations.Builder builder, string name, IReadOnlyList<string> texts) =>
        builder.Add(
            name,
            new VectorDataViewType(TextDataViewType.Instance, texts.Count),
            (ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                var editor = VBufferEditor.Create(ref value, texts.Count);
                for (var i = 0; i < texts.Count; i++)
                    editor.Values[i] = texts[i].AsMemory();
                value = editor.Commit();
            }
        );
}
