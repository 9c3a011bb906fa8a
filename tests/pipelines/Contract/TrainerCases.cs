using Microsoft.ML;
using Rnn.Onnx.Pipelines.Tests.Trainers;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>The trainers of texts, sequences, tags and translations, each for one short epoch.</summary>
internal static class TrainerCases
{
    private const int Rows = 50;

    private static readonly string[] Predictions = ["probabilities", "label", "PredictedLabel", "Score", "Probability"];

    public static IReadOnlyList<EstimatorCase> All { get; } =
    [
        new("Trainer of texts")
        {
            Create = (ml, _, cancel) => Classifier(ml, TrainerSettings.Texts, cancel),
            Data = ml => TrainerRows.Texts(ml, Rows),
            Input = "Review",
            Outputs = Predictions,
            Saved = Predictions[..2],
            Tolerance = 1e-5f,
        },
        new("Trainer of texts, its label")
        {
            Create = (ml, _, cancel) => Classifier(ml, TrainerSettings.Texts, cancel),
            Data = ml => TrainerRows.Texts(ml, Rows),
            Input = "Label",
            Outputs = Predictions,
            Saved = Predictions[..2],
            Tolerance = 1e-5f,
        },
        new("Trainer of readings")
        {
            Create = (ml, _, cancel) => Classifier(ml, TrainerSettings.Readings, cancel),
            Data = ml => TrainerRows.Readings(ml, variable: true, Rows),
            Input = "Readings",
            Outputs = Predictions,
            Saved = Predictions[..2],
            Tolerance = 1e-5f,
        },
        new("Trainer of readings of one length")
        {
            Create = (ml, _, cancel) => Classifier(ml, TrainerSettings.Readings, cancel),
            Data = ml => TrainerRows.Readings(ml, variable: false, Rows),
            Input = "Readings",
            Outputs = Predictions,
            Saved = Predictions[..2],
            Tolerance = 1e-5f,
        },
        new("Trainer of ids")
        {
            Create = (ml, _, cancel) => Classifier(ml, TrainerSettings.Ids, cancel),
            Data = ml => TrainerRows.Ids(ml, Rows),
            Input = "Ids",
            Outputs = Predictions,
            Saved = Predictions[..2],
            Tolerance = 1e-5f,
        },
        new("Trainer of tags")
        {
            Create = (ml, _, cancel) =>
                ml.Sequences()
                    .Trainers.Tagger(
                        TrainerSettings.Tagged with
                        {
                            Training = Short(TrainerSettings.Tagged.Training),
                            Cancellation = cancel,
                        }
                    ),
            Data = ml => TrainerRows.Tagged(ml, Rows),
            Input = "Tokens",
            Outputs = ["tags", "probabilities"],
            Tolerance = 1e-5f,
        },
        new("Trainer of translations")
        {
            Create = (ml, _, cancel) =>
                ml.Sequences()
                    .Trainers.Translator(
                        TrainerSettings.Pairs with
                        {
                            Training = Short(TrainerSettings.Pairs.Training),
                            Cancellation = cancel,
                        }
                    ),
            Data = ml => TrainerRows.Pairs(ml, Rows),
            Input = "Source",
            Outputs = ["translation", "score"],
            Tolerance = 1e-5f,
        },
        new("Trainer of a language model")
        {
            Create = (ml, _, cancel) =>
                ml.Sequences()
                    .Trainers.LanguageModel(
                        TrainerSettings.Lines with
                        {
                            Training = Short(TrainerSettings.Lines.Training),
                            Cancellation = cancel,
                        }
                    ),
            Data = ml => TrainerRows.Lines(ml, Rows / 3),
            Input = "Text",
            Outputs = ["text"],
        },
    ];

    private static RnnClassificationTrainer Classifier(
        MLContext ml,
        RnnClassificationOptions options,
        CancellationToken cancel
    ) =>
        ml.MulticlassClassification.Trainers.Rnn(
            options with
            {
                Training = Short(options.Training),
                Cancellation = cancel,
            }
        );

    private static TrainerOptions Short(TrainerOptions training) => training with { Epochs = 1 };
}
