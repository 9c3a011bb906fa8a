using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Verification;

namespace Rnn.Onnx.Training.Export;

/// <summary>A graph with what the trained module answered: it counts as exported only when a runtime gives the same answers.</summary>
/// <param name="File">The model, checked but not yet verified.</param>
/// <param name="Probes">Random inputs of several batch sizes and lengths, with the module's outputs.</param>
public sealed record ExportedModel(ModelFile File, IReadOnlyList<ParityProbe> Probes)
{
    /// <summary>What the graph does with its texts; null where it reads none.</summary>
    public TextFeaturizer? Text { get; init; }

    /// <summary>The inputs and what they mean, the optional ones last; empty where a task writes them itself.</summary>
    public IReadOnlyList<CardTensor> Inputs { get; init; } = [];

    /// <summary>The outputs and what they mean; empty where a task writes them itself.</summary>
    public IReadOnlyList<CardTensor> Outputs { get; init; } = [];
}
