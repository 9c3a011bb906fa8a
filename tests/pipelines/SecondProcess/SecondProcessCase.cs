using Microsoft.ML;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Tests.Forecasting;
using Rnn.Onnx.Pipelines.Tests.Trainers;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.SecondProcess;

/// <summary>A task: what trains its model and on what. The columns that the model reads are properties of the second programs' <c>Input</c>.</summary>
/// <param name="Name">What the test calls it.</param>
/// <param name="Trainer">Makes the trainer.</param>
/// <param name="Data">Data that it learns from and is then asked about.</param>
/// <param name="Outputs">The graph's outputs that are compared, properties of the second programs' <c>Output</c>.</param>
internal sealed record SecondProcessCase(
    string Name,
    Func<MLContext, IEstimator<ITransformer>> Trainer,
    Func<MLContext, IDataView> Data,
    IReadOnlyList<string> Outputs
)
{
    /// <summary>Every task: a new one adds its case here.</summary>
    public static IReadOnlyDictionary<string, SecondProcessCase> All { get; } =
        new SecondProcessCase[]
        {
            new(
                "forecast",
                ml =>
                    ml.Forecasting()
                        .Trainers.Rnn(
                            SamplePipeline.Options with
                            {
                                Training = SamplePipeline.Options.Training with { Epochs = 2 },
                            }
                        ),
                ml => ml.Sequences().LoadWindows(new SlidingWindow(SampleSeries.Weekly(100), 14, 3, 0, 100)),
                ["forecast"]
            ),
            new(
                "text classification",
                ml =>
                    ml.MulticlassClassification.Trainers.Rnn(
                        TrainerSettings.Texts with
                        {
                            Training = TrainerSettings.Texts.Training with { Epochs = 3 },
                        }
                    ),
                ml => TrainerRows.Texts(ml, 60),
                ["label", "probabilities"]
            ),
            new(
                "tagging",
                ml =>
                    ml.Sequences()
                        .Trainers.Tagger(
                            TrainerSettings.Tagged with
                            {
                                Training = TrainerSettings.Tagged.Training with { Epochs = 2 },
                            }
                        ),
                ml => TrainerRows.Tagged(ml, 40),
                ["tags"]
            ),
            new(
                "translation",
                ml =>
                    ml.Sequences()
                        .Trainers.Translator(
                            TrainerSettings.Pairs with
                            {
                                Training = TrainerSettings.Pairs.Training with { Epochs = 3 },
                            }
                        ),
                ml => TrainerRows.Pairs(ml, 40),
                ["translation", "score"]
            ),
        }.ToDictionary(one => one.Name);
}
