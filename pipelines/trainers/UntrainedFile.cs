using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// Tells the columns that a trained model will add before anything is trained: those that an untrained one adds, whose file has
/// the same inputs and outputs.
/// </summary>
internal static class UntrainedFile
{
    public static SchemaShape OutputSchema(
        MLContext context,
        ModelFile file,
        SchemaShape input,
        ScoreSequencesOptions scoring
    ) => new ScoreSequencesEstimator(context.Transforms, file, "untrained model", scoring).GetOutputSchema(input);

    /// <summary>As much of a card as the columns follow from.</summary>
    public static ModelCard Card(string task, RecurrentOptions recurrent, nn.Module model, ExportedModel exported) =>
        new()
        {
            Task = task,
            Name = "Not trained",
            Architecture = CardFacts.Architecture(recurrent, model),
            Inputs = exported.Inputs,
            Outputs = exported.Outputs,
        };
}
