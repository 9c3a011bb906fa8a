using System.Globalization;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Writes the card of a model that is no forecaster, from what the model, its export and its training tell.</summary>
public static class SequenceCard
{
    /// <summary>The card, without the metrics and the data it was trained on, which only the task knows.</summary>
    /// <param name="name">What the model does, for people.</param>
    /// <param name="model">A <see cref="RecurrentModel"/> or a <see cref="SequenceDecoder"/>.</param>
    /// <param name="exported">Its export.</param>
    /// <param name="parity">How closely the export gives what the model gives.</param>
    /// <param name="training">How it was trained.</param>
    /// <param name="run">What the training came to; null where the card is not to tell.</param>
    /// <exception cref="ArgumentException">The model is of another kind.</exception>
    public static ModelCard Write(
        string name,
        nn.Module model,
        ExportedModel exported,
        ParityReport parity,
        TrainerOptions training,
        TrainingResult? run = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(exported);
        ArgumentNullException.ThrowIfNull(parity);
        ArgumentNullException.ThrowIfNull(training);
        var (task, recurrent, labels) = model switch
        {
            SequenceClassifier m => (ModelCard.ClassificationTask, m.Recurrent, m.Options.Labels),
            SequenceRegressor m => (ModelCard.RegressionTask, m.Recurrent, []),
            SequenceTagger m => (ModelCard.TaggingTask, m.Recurrent, m.Options.Labels),
            LanguageModel m => (ModelCard.LanguageModelTask, m.Recurrent, []),
            SequenceDecoder m => (ModelCard.DecodingTask, m.Options.Recurrent, []),
            _ => throw new ArgumentException($"There is no card for a {model.GetName()}.", nameof(model)),
        };
        var specification = ModelFactory.SpecificationOf(model);
        var card = new ModelCard
        {
            Task = task,
            Name = name,
            Architecture = CardFacts.Architecture(recurrent, model),
            Options = new Dictionary<string, string>(OptionTexts.Of(specification.OptionsJson))
            {
                ["model"] = specification.Kind,
                ["training.batchSize"] = Text(training.BatchSize),
                ["training.clipNorm"] = Text(training.ClipNorm),
                ["training.epochs"] = Text(training.Epochs),
                ["training.learningRate"] = Text(training.LearningRate),
                ["training.optimizer"] = training.Optimizer.Kind.ToString(),
                ["training.patience"] = Text(training.Patience),
                ["training.schedule"] = training.Schedule.Kind.ToString(),
                ["training.seed"] = Text(training.Seed),
                ["training.weightAverage"] = Text(training.WeightAverage),
            },
            Labels = labels,
            Text = exported.Text is { } text ? CardText.Of(text.Options) : null,
            Vocabulary = exported.Text?.Vocabulary.Tokens ?? [],
            Inputs = exported.Inputs,
            Outputs = exported.Outputs,
            Parity = CardFacts.Parity(parity),
        };
        return run is null ? card : card.WithHistory(run);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
