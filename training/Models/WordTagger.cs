using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// Gives each word of a sentence a tag. A word is read twice: as a whole, by its vector, and character by character, by a
/// recurrent layer that ends at both ends of it, so that much is known of a word that never came before; bidirectional layers
/// then read the sentence (Lample et al. 2016, section 4.1). Word ids [N, T] and character ids [N, T, L] to a logit for each tag
/// at every step, [N, T, K]; with a conditional random field these are its emissions.
/// </summary>
public sealed class WordTagger : Module<Tensor, Tensor, Tensor?, Tensor>, IDescribed
{
    private readonly Embedding embedding;
    private readonly Embedding characters;
    private readonly RecurrentStack spelling;
    private readonly RecurrentStack stack;
    private readonly Linear head;
    private readonly LinearChainCrf? crf;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <param name="options">Sizes and cells.</param>
    /// <param name="featurizer">What makes ids of words; it travels with the model, as a forecaster's scaler does.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public WordTagger(WordTaggerOptions options, WordFeaturizer featurizer)
        : base(nameof(WordTagger))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(featurizer);
        Options = options.Validate();
        Featurizer = featurizer;
        embedding = Embedding(featurizer.Words.Count, options.Embedding);
        characters = Embedding(featurizer.Characters.Count, options.CharacterEmbedding);
        spelling = new RecurrentStack(options.CharacterLayers);
        stack = new RecurrentStack(options.Layers);
        head = Linear(options.Layers.Directions * options.Layers.Hidden, options.Labels.Count);
        crf = options.Crf ? new LinearChainCrf(options.Labels.Count) : null;
        RegisterComponents();
    }

    /// <summary>What the model was built from.</summary>
    public WordTaggerOptions Options { get; }

    /// <summary>What makes ids of words.</summary>
    public WordFeaturizer Featurizer { get; }

    /// <summary>The conditional random field; null where each tag is chosen by itself.</summary>
    public LinearChainCrf? Crf => crf;

    internal Embedding Words => embedding;

    internal Embedding Characters => characters;

    internal RecurrentStack Spelling => spelling;

    internal RecurrentStack Stack => stack;

    internal Linear Output => head;

    /// <summary>Reads sentences.</summary>
    /// <param name="words">Word ids, int64 [N, T].</param>
    /// <param name="characters">The ids of each word's characters, int64 [N, T, L], <see cref="Vocabulary.Padding"/> behind its end.</param>
    /// <param name="lengths">Words of each row, int64 [N]; null when all rows have T.</param>
    /// <returns>A logit for each tag at every step, [N, T, K].</returns>
    /// <exception cref="InvalidInputException">A tensor has another shape or type, or an id is not in its vocabulary.</exception>
    public Tensor Run(Tensor words, Tensor characters, Tensor? lengths = null) => call(words, characters, lengths);

    /// <inheritdoc/>
    public override Tensor forward(Tensor words, Tensor characters, Tensor? lengths)
    {
        IdCheck.Ids(nameof(WordTagger), "words", "N, T", words, Featurizer.Words.Count);
        IdCheck.Ids(nameof(WordTagger), "characters", "N, T, L", characters, Featurizer.Characters.Count);
        IdCheck.SameWords(words, characters);
        var read = training ? WithUnknown(words) : words; // [N, T]
        var parts = cat([embedding.call(read), Spelled(characters)], 2); // [N, T, E + 2*Hc]
        var steps = stack.Run(Drop(parts), lengths).Steps; // [N, T, D*H]
        return head.call(Drop(steps)); // [N, T, K]
    }

    // The last states of both directions over the characters of each word.
    private Tensor Spelled(Tensor ids)
    {
        var (rows, time) = (ids.shape[0], ids.shape[1]);
        var each = ids.flatten(0, 1); // [N*T, L]
        var count = each.ne(Vocabulary.Padding).sum(1); // [N*T]
        return spelling.Run(characters.call(each), count).Last.view(rows, time, -1); // [N, T, 2*Hc]
    }

    private Tensor WithUnknown(Tensor words)
    {
        if (Options.RareFrom == 0 || Options.UnknownShare == 0)
            return words;
        var drawn = rand(words.shape, device: words.device).lt(Options.UnknownShare); // [N, T]
        return words.masked_fill(words.ge(Options.RareFrom).logical_and(drawn), Vocabulary.Unknown); // [N, T]
    }

    private Tensor Drop(Tensor values) => StepDropout.Each(values, Options.Dropout, training);

    /// <inheritdoc/>
    public ModelDescription Describe()
    {
        var (featurizer, tags) = (Featurizer, Options.Labels.Count);
        return new(
            nameof(WordTagger),
            FormattableString.Invariant(
                $"[N, T] of {featurizer.Words.Count} words, [N, T, L] of {featurizer.Characters.Count} characters"
            ),
            [
                LayerTable.Of(nameof(embedding), embedding),
                LayerTable.Of(nameof(characters), characters, "N*T, L"),
                .. LayerTable.Of(nameof(spelling), spelling.Options, "L, ", "N*T"),
                .. LayerTable.Of(nameof(stack), stack.Options),
                LayerTable.Of(nameof(head), head, FormattableString.Invariant($"[N, T, {tags}]")),
                .. crf is null
                    ? []
                    : new[]
                    {
                        new LayerDescription(
                            nameof(crf),
                            "conditional random field",
                            FormattableString.Invariant($"[N, T, {tags}]"),
                            crf.parameters().Sum(parameter => parameter.numel())
                        ),
                    },
            ]
        );
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            embedding.Dispose();
            characters.Dispose();
            spelling.Dispose();
            stack.Dispose();
            head.Dispose();
            crf?.Dispose();
        }
        base.Dispose(disposing);
    }
}
