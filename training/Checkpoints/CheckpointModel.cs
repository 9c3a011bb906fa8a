using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>What a checkpoint says about its model, enough to build the module again without the data.</summary>
/// <param name="Kind">The kind of model, one of <see cref="ModelFactory.Kinds"/> or a caller's own.</param>
/// <param name="OptionsJson">The options it was built from; a run is resumed only with the same ones.</param>
/// <param name="Context">Whatever else an export needs (columns, labels), as JSON; null where nothing is.</param>
public sealed record CheckpointModel(string Kind, string OptionsJson, string? Context = null)
{
    /// <summary>What <see cref="ModelFactory"/> builds the same model from.</summary>
    /// <param name="model">A model of one of its kinds.</param>
    /// <param name="context">Whatever else an export needs, as JSON.</param>
    public static CheckpointModel Of(nn.Module model, string? context = null)
    {
        var (kind, options) = ModelFactory.SpecificationOf(model);
        return new CheckpointModel(kind, options, context);
    }
}
