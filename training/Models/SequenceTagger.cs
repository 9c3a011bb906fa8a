using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>Many to many, aligned: reads a sequence and gives a logit for each tag at every step, [N, T, K].</summary>
public sealed class SequenceTagger : RecurrentModel
{
    private readonly Linear head;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public SequenceTagger(SequenceTaggerOptions options)
        : base(nameof(SequenceTagger), (options ?? throw new ArgumentNullException(nameof(options))).Validate())
    {
        Options = options;
        RegisterLayers();
        head = Linear(Width, options.Classes);
        register_module(nameof(head), head);
    }

    /// <summary>What the model was built from.</summary>
    public SequenceTaggerOptions Options { get; }

    internal Linear Output => head;

    private protected override SequenceOutput Answer(RecurrentOutput output, Tensor? lengths) =>
        new(head.call(DropSteps(output.Steps)), output.Final); // [N, T, K]

    private protected override IEnumerable<LayerDescription> Head() =>
        [LayerTable.Of(nameof(head), head, FormattableString.Invariant($"[N, T, {Options.Classes}]"))];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            head.Dispose();
        base.Dispose(disposing);
    }
}
