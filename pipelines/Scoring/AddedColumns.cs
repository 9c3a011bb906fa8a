using Microsoft.ML;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The columns that a model adds: its outputs as ML.NET's own ONNX transformer gives them, then the predictions.</summary>
internal static class AddedColumns
{
    /// <summary>The columns, in their order.</summary>
    /// <param name="file">The model.</param>
    /// <param name="binding">Its outputs.</param>
    /// <param name="positive">The label of two that counts as true; null for keys.</param>
    /// <param name="name">How errors name the model.</param>
    /// <exception cref="InvalidInputException">The positive label is none of two.</exception>
    public static IReadOnlyList<AddedColumn> Of(ModelFile file, ModelBinding binding, string? positive, string name) =>
        [
            .. binding.Outputs.Select((output, i) => Output(file, output, i)),
            .. PredictionColumns.Of(file.Card, binding, positive, name),
        ];

    private static AddedColumn Output(ModelFile file, BoundTensor output, int number)
    {
        // By ML.NET's convention a node of this name holds what the slots are called.
        var slots = file.LookedUpTexts($"mlnet.{output.Column}.SlotNames");
        return new AddedColumn(
            output.Column,
            output.ColumnType,
            slots is null ? DataViewSchema.Annotations.Empty : PredictionAnnotations.Slots(slots),
            (answers, row) => answers[number].Getter(row)
        );
    }
}
