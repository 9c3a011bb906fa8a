using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;
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

    public static CardParity Parity(ParityReport report) =>
        new(
            report.LargestAbsolute,
            report.LargestRelative,
            report.Tolerance,
            report.Probes,
            $"ONNX Runtime {SequenceModel.RuntimeVersion}"
        );
}
