using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// Autoregressive: reads ids [N, T] and gives at every step a logit for each id that may follow, [N, T, V]. State goes in and
/// comes out, so a text can be read in pieces.
/// </summary>
public sealed class LanguageModel : RecurrentModel
{
    private readonly Linear? head;
    private readonly Parameter? head_bias;

    /// <summary>Builds the layers with PyTorch's initial values; a head with tied weights has a bias of zeros.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public LanguageModel(LanguageModelOptions options)
        : base(nameof(LanguageModel), (options ?? throw new ArgumentNullException(nameof(options))).Validate())
    {
        Options = options;
        RegisterLayers();
        if (options.TiedWeights)
        {
            head_bias = Parameter(zeros(options.Vocabulary)); // [V]
            register_parameter(nameof(head_bias), head_bias);
        }
        else
        {
            head = Linear(Width, options.Vocabulary);
            register_module(nameof(head), head);
        }
    }

    /// <summary>What the model was built from.</summary>
    public LanguageModelOptions Options { get; }

    /// <summary>Weights of the head [V, H]: a row for each id.</summary>
    internal Tensor HeadWeight => head is null ? Table!.weight! : head.weight!;

    internal Tensor HeadBias => head is null ? head_bias! : head.bias!;

    private protected override SequenceOutput Answer(RecurrentOutput output, Tensor? lengths)
    {
        var steps = DropSteps(output.Steps); // [N, T, H]
        var logits = head is null ? functional.linear(steps, Table!.weight!, head_bias) : head.call(steps); // [N, T, V]
        return new SequenceOutput(logits, output.Final);
    }

    private protected override IEnumerable<LayerDescription> Head()
    {
        var output = FormattableString.Invariant($"[N, T, {Options.Vocabulary}]");
        return head is null
            ? [new LayerDescription(nameof(head), "linear, the embedding's weights", output, Options.Vocabulary)]
            : [LayerTable.Of(nameof(head), head, output)];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            head?.Dispose();
            head_bias?.Dispose();
        }
        base.Dispose(disposing);
    }
}
