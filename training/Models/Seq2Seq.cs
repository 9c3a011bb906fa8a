using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// An encoder-decoder: reads source ids [N, S] and, given the target ids in front of each step [N, T], gives a logit for each
/// target id at every step, [N, T, V]. The equations are those of <see cref="Seq2SeqWeights"/>.
/// </summary>
public sealed class Seq2Seq : Module<Tensor, Tensor?, Tensor, Tensor>, IDescribed
{
    private readonly Embedding source_embedding;
    private readonly RecurrentStack encoder;
    private readonly StateBridge bridge;
    private readonly Embedding target_embedding;
    private readonly RecurrentStack decoder;
    private readonly SourceAttention? attention;
    private readonly Linear combine;
    private readonly Linear? head;
    private readonly Parameter? head_bias;

    /// <summary>Builds the layers with PyTorch's initial values, the embeddings with a standard deviation of 1/sqrt(E).</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public Seq2Seq(Seq2SeqOptions options)
        : base(nameof(Seq2Seq))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        source_embedding = Table(options.SourceVocabulary);
        encoder = new RecurrentStack(options.Encoder);
        bridge = new StateBridge(options.Encoder, options.Decoder);
        target_embedding = Table(options.TargetVocabulary);
        decoder = new RecurrentStack(options.Decoder);
        var (hidden, width) = (options.Decoder.Hidden, options.EncoderWidth);
        var attends = options.Attention != AttentionKind.None;
        attention = attends ? new SourceAttention(options.Attention, hidden, width) : null;
        combine = Linear(attends ? hidden + width : hidden, options.Attentional);
        head = options.TiedWeights ? null : Linear(options.Attentional, options.TargetVocabulary);
        head_bias = options.TiedWeights ? Parameter(zeros(options.TargetVocabulary)) : null; // [V]
        RegisterComponents();

        Embedding Table(int tokens)
        {
            var table = Embedding(tokens, options.Embedding);
            init.normal_(table.weight!, 0, 1 / Math.Sqrt(options.Embedding));
            return table;
        }
    }

    /// <summary>What the model was built from.</summary>
    public Seq2SeqOptions Options { get; }

    internal Embedding SourceTable => source_embedding;

    internal RecurrentStack Encoder => encoder;

    internal StateBridge Bridge => bridge;

    internal Embedding TargetTable => target_embedding;

    internal RecurrentStack Decoder => decoder;

    internal SourceAttention? Attention => attention;

    internal Linear Combine => combine;

    internal Linear? Head => head;

    internal Tensor HeadBias => head is null ? head_bias! : head.bias!;

    /// <summary>Reads sources and, at every step, the target in front of it (teacher forcing).</summary>
    /// <param name="source">Source ids, int64 [N, S].</param>
    /// <param name="lengths">Tokens of each row, int64 [N]; null when all rows have S.</param>
    /// <param name="target">What stands in front of each target step, int64 [N, T], <see cref="Vocabulary.Begin"/> first.</param>
    /// <returns>A logit for each target id at every step [N, T, V].</returns>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A tensor has another shape or type, or an id is not in its vocabulary.</exception>
    public Tensor Run(Tensor source, Tensor? lengths, Tensor target) => call(source, lengths, target);

    /// <inheritdoc/>
    public override Tensor forward(Tensor source, Tensor? lengths, Tensor target)
    {
        var read = Encode(source, lengths);
        return Decode(target, read, DecoderState.First(read)).Logits; // [N, T, V]
    }

    /// <summary>Reads sources.</summary>
    /// <param name="source">Source ids, int64 [N, S].</param>
    /// <param name="lengths">Tokens of each row, int64 [N]; null when all rows have S.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A tensor has another shape or type, or an id is not in the vocabulary.</exception>
    public EncodedSource Encode(Tensor source, Tensor? lengths = null)
    {
        IdCheck.Ids(nameof(Seq2Seq), "source", "N, S", source, Options.SourceVocabulary);
        var output = encoder.Run(Drop(source_embedding.call(source)), lengths); // [N, S, D*He]
        var steps = Drop(output.Steps); // [N, S, D*He]
        return new EncodedSource(
            steps,
            attention?.Keys(steps),
            lengths is null ? null : Behind(lengths, source.shape[1], steps.device),
            bridge.Cross(output.Final)
        );
    }

    /// <summary>Reads target ids and tells what may follow each.</summary>
    /// <param name="target">Target ids, int64 [N, T].</param>
    /// <param name="source">What they translate.</param>
    /// <param name="state">The state in front of them.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A tensor has another shape or type, or an id is not in the vocabulary.</exception>
    public DecodedSteps Decode(Tensor target, EncodedSource source, DecoderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        IdCheck.Ids(nameof(Seq2Seq), "target", "N, T", target, Options.TargetVocabulary);
        var embedded = Drop(target_embedding.call(target)); // [N, T, E]
        if (!Options.InputFeeding)
            return Step(embedded, source, state);
        var steps = new List<DecodedSteps>();
        for (var t = 0; t < target.shape[1]; t++)
        {
            steps.Add(Step(embedded.narrow(1, t, 1), source, state)); // [N, 1, V]
            state = steps[^1].State;
        }
        return new DecodedSteps(
            cat([.. steps.Select(step => step.Logits)], 1), // [N, T, V]
            attention is null ? null : cat([.. steps.Select(step => step.Attention!)], 1), // [N, T, S]
            state
        );
    }

    private DecodedSteps Step(Tensor embedded, EncodedSource source, DecoderState state)
    {
        var feeding = Options.InputFeeding;
        var input = feeding ? cat([embedded, Fed(state, embedded).unsqueeze(1)], 2) : embedded; // [N, T, E or E+A]
        var output = decoder.Run(input, lengths: null, state.Layers); // [N, T, H]
        var (both, weights) = (output.Steps, (Tensor?)null);
        if (attention is not null)
        {
            (var context, weights) = attention.Attend(output.Steps, source); // [N, T, D*He], [N, T, S]
            both = cat([both, context], 2); // [N, T, H+D*He]
        }
        var attentional = Drop(combine.call(both).tanh()); // [N, T, A]
        var logits = head is null
            ? functional.linear(attentional, target_embedding.weight!, head_bias) // [N, T, V]
            : head.call(attentional); // [N, T, V]
        return new DecodedSteps(
            logits,
            weights,
            new DecoderState(output.Final, feeding ? attentional.select(1, -1) : null) // [N, A]
        );
    }

    private Tensor Fed(DecoderState state, Tensor embedded) =>
        state.Fed ?? zeros([embedded.shape[0], Options.Attentional], embedded.dtype, embedded.device); // [N, A]

    private static Tensor Behind(Tensor lengths, long steps, Device device)
    {
        var real = lengths.to(device).clamp(min: 1).unsqueeze(1); // [N, 1]
        return arange(steps, device: device).unsqueeze(0).ge(real); // [N, S]
    }

    private Tensor Drop(Tensor values) => StepDropout.Each(values, Options.Dropout, training);

    /// <inheritdoc/>
    public ModelDescription Describe() => Seq2SeqTable.Of(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source_embedding.Dispose();
            encoder.Dispose();
            bridge.Dispose();
            target_embedding.Dispose();
            decoder.Dispose();
            attention?.Dispose();
            combine.Dispose();
            head?.Dispose();
            head_bias?.Dispose();
        }
        base.Dispose(disposing);
    }
}
