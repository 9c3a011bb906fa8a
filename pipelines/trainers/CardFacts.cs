using System.Globalization;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What every card tells of a trained module and its export.</summary>
internal static class CardFacts
{
    public static CardArchitecture Architecture(RecurrentOptions recurrent, nn.Module model) =>
        new(
            recurrent.Cell,
            recurrent.Layers,
            recurrent.Hidden,
            recurrent.Directions,
            recurrent.Dropout,
            model.parameters().Sum(p => p.numel())
        );

    /// <summary>A draft with what the file takes and gives, and how closely it gives what the module gave.</summary>
    public static ModelCard WithExport(this ModelCard draft, ExportedModel exported, ParityReport parity) =>
        draft with
        {
            Inputs = exported.Inputs,
            Outputs = exported.Outputs,
            Parity = Parity(parity),
        };

    /// <summary>The draft with the run that trained the module.</summary>
    public static ModelCard WithHistory(this ModelCard draft, TrainingResult run) =>
        draft.WithHistory(run.History, run.Best);

    /// <summary>The draft with the epochs of a run, and which of them was kept; numbers to six digits, for a small file.</summary>
    public static ModelCard WithHistory(this ModelCard draft, IReadOnlyList<EpochResult> epochs, EpochResult best) =>
        draft with
        {
            History =
            [
                .. epochs.Select(epoch => new CardEpoch(
                    epoch.Epoch,
                    Rounded(epoch.TrainingLoss),
                    Rounded(epoch.ValidationLoss),
                    Rounded(epoch.LearningRate),
                    Rounded(epoch.MeanGradientNorm),
                    Rounded(epoch.LargestGradientNorm)
                )
                {
                    Kept = epoch.Epoch == best.Epoch,
                    Metrics =
                        epoch.Metrics.Count == 0
                            ? null
                            : epoch.Metrics.ToDictionary(metric => metric.Key, metric => Rounded(metric.Value)),
                    Sample = epoch.Sample,
                }),
            ],
        };

    public static CardParity Parity(ParityReport report) =>
        new(
            report.LargestAbsolute,
            report.LargestRelative,
            report.Tolerance,
            report.Probes,
            $"ONNX Runtime {SequenceModel.RuntimeVersion}"
        );

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
