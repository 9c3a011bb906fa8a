using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training.Models;
using static Rnn.Onnx.Pipelines.Trainers.TextCard;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Writes the card of a classifier of texts.</summary>
internal static class ClassificationCard
{
    /// <summary>What is known before training: the card that a checkpoint keeps.</summary>
    public static ModelCard Draft(ClassificationSetup setup, SequenceClassifier model)
    {
        var (split, options) = (setup.Split, setup.Options);
        var data = split.Data;
        var texts = Options(options.Training, model.Options, options.Text, options.Vocabulary);
        texts["best-by"] = options.Training.BestMetric ?? "loss";
        texts["class-weights"] = Text(options.Loss.Weights);
        texts["label-smoothing"] = Text(options.Loss.LabelSmoothing);
        texts["pooling"] = Text(model.Options.Pooling);
        texts["split-seed"] = Text(split.Options.Seed);
        texts["test-share"] = Text(split.Options.Test);
        texts["validation-share"] = Text(split.Options.Validation);
        if (options.VectorsPath is { } vectors)
        {
            texts["freeze-vectors"] = Text(options.FreezeVectors);
            texts["vectors"] = Path.GetFileName(vectors);
        }
        return new ModelCard
        {
            Task = ModelCard.ClassificationTask,
            Name = $"Texts as {string.Join(", ", data.Labels)}",
            Architecture = CardFacts.Architecture(model.Recurrent, model),
            Options = texts,
            Labels = data.Labels,
            Text = CardText.Of(setup.Text.Options),
            Vocabulary = setup.Text.Vocabulary.Tokens,
            TrainingData = new CardTrainingData(
                data.Name,
                data.Sha256,
                data.Count,
                split.Training.Count,
                split.Validation.Count,
                split.Test.Count
            ),
        };
    }

    /// <summary>How well the file does on the part that is measured.</summary>
    public static CardMetrics Measured(ClassificationSetup setup, ClassificationMetrics test) =>
        new()
        {
            Part = setup.Split.Test.Count > 0 ? "test" : "validation",
            Windows = test.Count,
            Unit = "texts",
            Model = new Dictionary<string, double>
            {
                ["accuracy"] = test.Accuracy,
                ["crossEntropy"] = test.CrossEntropy,
                ["macroF1"] = test.MacroF1,
            },
        };
}
