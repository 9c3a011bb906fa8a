using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// The whole graph of a translator: <c>text</c> string [batch, 1] to <c>translation</c> string [batch, best] and <c>score</c>
/// float [batch, best], searched for by the rule of <see cref="DecodingOptions"/>. A row's translations depend on its own text
/// and the other inputs alone; a text without tokens has the translation "" with the score 0.
/// </summary>
public static class TranslatorGraph
{
    /// <summary>The input of the texts.</summary>
    public const string Text = "text";

    /// <summary>The input of the lanes; less than 2: greedy.</summary>
    public const string BeamSize = "beam_size";

    /// <summary>The input of the length penalty's exponent.</summary>
    public const string LengthPenalty = "length_penalty";

    /// <summary>The input of the coverage penalty's factor; of models with attention only.</summary>
    public const string CoveragePenalty = "coverage_penalty";

    /// <summary>The input of the largest length; less than 1 as 1.</summary>
    public const string MaximumLength = "max_length";

    /// <summary>The input of the largest length as a multiple of the source's.</summary>
    public const string MaximumRatio = "max_ratio";

    /// <summary>The output of the translations.</summary>
    public const string Translation = "translation";

    /// <summary>The output of their scores.</summary>
    public const string Score = "score";

    /// <summary>The output of where the best translation looked, float [batch, target, source].</summary>
    public const string Attention = "attention";

    /// <summary>The output of the source's tokens, string [batch, source].</summary>
    public const string SourceTokens = "source_tokens";

    /// <summary>The output of the best translation's tokens, string [batch, target].</summary>
    public const string TargetTokens = "target_tokens";

    /// <summary>What the inputs and outputs mean, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } =
        new Dictionary<string, string>
        {
            [Text] = "The text to translate.",
            [BeamSize] = "Translations that are followed at once; 1: greedy.",
            [LengthPenalty] = "The larger, the longer the translations; 0: none.",
            [CoveragePenalty] = "The larger, the less of the text is left out; 0: none.",
            [MaximumLength] = "Tokens of a translation at the most, its end among them.",
            [MaximumRatio] = "Tokens of a translation at the most for each of the text's, 5 more in all.",
            [Translation] = "The translations, the best first.",
            [Score] =
                "Their scores: log-probability by length penalty, plus coverage penalty; minus infinity where there is none.",
            [Attention] =
                "The share of each token of the text in each token of the best translation; 0 behind the ends.",
            [SourceTokens] = "The tokens of the text; empty behind its end.",
            [TargetTokens] = "The tokens of the best translation, unknown ones replaced; empty behind its end.",
        };

    /// <summary>Writes the graph, in opset 20.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="source">How texts become tokens.</param>
    /// <param name="target">What the tokens of translations are.</param>
    /// <param name="options">Defaults of the inputs, and what is given out; see there for the defaults.</param>
    /// <returns>The graph, to which metadata may be added.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or no graph can do what the source's featurizer does.</exception>
    /// <exception cref="ArgumentException">A weight has another size than the others say, or than a vocabulary.</exception>
    public static GraphBuilder Create(
        Seq2SeqWeights weights,
        TextFeaturizer source,
        TextFeaturizer target,
        TranslatorOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        options = (options ?? new TranslatorOptions()).Validate(weights.Attention);
        weights.Validate();
        Require(nameof(source), source.Vocabulary.Count, weights.SourceVocabulary);
        Require(nameof(target), target.Vocabulary.Count, weights.TargetVocabulary);

        var graph = new GraphBuilder("Translator", new GraphBuilderOptions { Opset = TextNodes.LowestOpset });
        var text = graph.AddInput(Text, ElementType.String, "batch", 1);
        var inputs = TranslatorInputs.Add(graph, options, weights.HasAttention);
        var tokens = TextNodes.AddTokens(graph, text, source);
        var replaces = options.Decoding.ReplaceUnknown && weights.HasAttention;
        var setting = Prepare(graph, WithoutSpecial(weights, replaces), tokens, inputs, options);
        var found = Search(graph, setting);

        var texts = new TranslationTextNodes(graph, target, tokens, source.Options);
        var looked = replaces ? texts.Looked(found.Attention!) : null; // [N, best, T]
        var best = options.Decoding.Best;
        graph.AddOutput(Translation, texts.Texts(found, looked, best), ElementType.String, "batch", best);
        graph.AddOutput(Score, found.Scores, ElementType.Float, "batch", best);
        if (!options.Attention)
            return graph;
        var (words, map) = texts.Map(found, looked);
        graph.AddOutput(Attention, map, ElementType.Float, "batch", "target", "source");
        graph.AddOutput(SourceTokens, tokens.Texts, ElementType.String, "batch", "source");
        graph.AddOutput(TargetTokens, words, ElementType.String, "batch", "target");
        return graph;
    }

    private static void Require(string name, int found, int expected)
    {
        if (found != expected)
            throw Errors.Argument(name, $"The {name}'s vocabulary: expected {expected} tokens, found {found}.");
    }

    // Special tokens have no chance beside the others.
    private static Seq2SeqWeights WithoutSpecial(Seq2SeqWeights weights, bool allowsUnknown)
    {
        float[] bias = [.. weights.OutputBias];
        bias[Vocabulary.Padding] = bias[Vocabulary.Begin] = float.NegativeInfinity;
        if (!allowsUnknown)
            bias[Vocabulary.Unknown] = float.NegativeInfinity;
        return weights with { OutputBias = bias };
    }

    private static SearchSetting Prepare(
        GraphBuilder graph,
        Seq2SeqWeights weights,
        TextTokens tokens,
        TranslatorInputs inputs,
        TranslatorOptions options
    )
    {
        var encoded = EncoderNodes.Add(graph, weights, tokens.Ids, graph.Cast(tokens.Lengths, ElementType.Int32));
        var rows = graph.Shape(tokens.Counts); // [1], holding N
        var width = graph.Gather(graph.Shape(tokens.Ids), graph.Scalar(1L)); // scalar
        var steps = graph.Range(graph.Scalar(0L), width, graph.Scalar(1L)); // [S]
        var real = graph.Less(steps, graph.Unsqueeze(tokens.Counts, [1]), "real_tokens"); // [N, S]
        var attentional = encoded.Keys is { } keys
            ? AttentionalNodes.Ahead(graph, weights, encoded.Outputs, keys, real)
            : new AttentionalNodes(graph, weights, attention: null);
        var limits = inputs.Limits(graph, tokens.Counts); // [N]
        var feed = weights.InputFeeding
            ? graph.Expand(graph.Scalar(0f), graph.Concat(0, [rows, graph.Constant(weights.AttentionalSize)])) // [N, A]
            : null;
        return new(weights, new DecoderStep(graph, weights, attentional, folds: true), inputs)
        {
            First = new(DecoderState.ByLayer(graph, weights, encoded.First), feed),
            Rows = rows,
            Real = real,
            Limits = graph.Unsqueeze(limits, [1], "limits_of_rows"), // [N, 1]
            Steps = graph.Max(graph.ReduceMax(limits, [0]), graph.Scalar(1L), "steps"), // scalar
            Best = options.Decoding.Best,
            Ngram = options.Decoding.NoRepeatNgram,
            GivesAttention = options.Attention || (options.Decoding.ReplaceUnknown && weights.HasAttention),
        };
    }

    // The loops stand in the graph itself, one of them with no step to make: ONNX Runtime packs weights for the products of the graph
    // that holds them and of those right within, but not for a loop within a branch.
    private static FoundTranslations Search(GraphBuilder graph, SearchSetting setting)
    {
        var isGreedy = graph.Less(setting.Inputs.BeamSize, graph.Scalar(2L)); // [1]
        var steps = graph.Where(graph.Squeeze(isGreedy, [0]), setting.Steps, graph.Scalar(0L));
        var tokens = GreedyNodes.AddLoop(graph, setting, steps);
        var lanes = BeamNodes.AddLoop(graph, setting, graph.Not(isGreedy));

        var (greedy, beam) = (graph.CreateBody("greedy_translations"), graph.CreateBody("beam_translations"));
        Give(greedy, GreedyNodes.Find(greedy, setting, tokens));
        Give(beam, BeamNodes.Find(beam, setting, lanes));
        NodeAttribute[] branches = [NodeAttribute.Of("then_branch", greedy), NodeAttribute.Of("else_branch", beam)];
        var count = setting.GivesAttention ? 3 : 2;
        var found = graph.AddNode("If", [isGreedy], count, branches, name: "search");
        return new(found[0], found[1], setting.GivesAttention ? found[2] : null);

        static void Give(GraphBuilder body, FoundTranslations found)
        {
            body.AddOutput("tokens", found.Tokens, ElementType.Int64, default, default, default);
            body.AddOutput("scores", found.Scores, ElementType.Float, default, default);
            if (found.Attention is { } attention)
                body.AddOutput("attention_of_tokens", attention, ElementType.Float, default, default, default, default);
        }
    }
}
