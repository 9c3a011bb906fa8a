using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>The form of a translator with random weights.</summary>
internal sealed record TranslatorForm(CellKind Cell = CellKind.Gru, AttentionKind Attention = AttentionKind.General)
{
    public int Layers { get; init; } = 1;
    public bool Bidirectional { get; init; } = true;
    public bool InputFeeding { get; init; }
    public bool Tied { get; init; }
    public bool Residual { get; init; }
    public bool WrittenOut { get; init; }
    public bool Normalized { get; init; }
    public int EncoderHidden { get; init; } = 5;

    /// <summary>Of the decoder; with dot attention it is as wide as the encoder.</summary>
    public int DecoderHidden { get; init; } = 8;
    public int Embedding { get; init; } = 6;
    public int Attentional { get; init; } = 7;
    public int Seed { get; init; } = 31;

    /// <summary>What is added to the logit of the end: the larger, the shorter the translations.</summary>
    public float EndBias { get; init; }
}

/// <summary>Translators with random weights, without any training.</summary>
internal static class RandomTranslators
{
    /// <summary>German words in lower case.</summary>
    public static TextFeaturizer Source { get; } =
        new(
            new TextOptions { LowerCase = true },
            new Vocabulary([
                .. Vocabulary.Special,
                .. "der die das hund katze läuft schläft und im garten . , !".Split(' '),
            ])
        );

    /// <summary>English words and marks of all spacings.</summary>
    public static TextFeaturizer Target { get; } =
        new(
            new TextOptions { LowerCase = true },
            new Vocabulary([
                .. Vocabulary.Special,
                .. "the a dog cat runs sleeps and in garden . , ! ( ) - don't".Split(' '),
            ])
        );

    /// <summary>Sentences with known and unknown words, and some without any.</summary>
    public static string[] Texts { get; } =
    [
        "Der Hund läuft im Garten.",
        "",
        "die Katze schläft",
        "Xylophon",
        "Der Hund, die Katze und das Zebra schlafen!",
        "   ",
        "und und und und und und und und und und und und",
        "hund",
        "Ein ganz (und gar) unbekannter Satz - mit Zeichen.",
        ".",
    ];

    /// <summary>Every cell, kind of attention and option, in few combinations.</summary>
    public static TranslatorForm[] Forms { get; } =
    [
        new(CellKind.Gru, AttentionKind.General),
        new(CellKind.Gru, AttentionKind.Additive) { InputFeeding = true, Tied = true },
        new(CellKind.Gru, AttentionKind.Dot) { Bidirectional = false, Layers = 2 },
        new(CellKind.Gru, AttentionKind.None) { Tied = true, Layers = 2 },
        new(CellKind.Gru, AttentionKind.General)
        {
            WrittenOut = true,
            Layers = 2,
            Residual = true,
        },
        new(CellKind.Lstm, AttentionKind.General) { Layers = 2, InputFeeding = true },
        new(CellKind.Lstm, AttentionKind.Dot) { Tied = true },
        new(CellKind.Lstm, AttentionKind.Additive)
        {
            Layers = 3,
            Residual = true,
            Bidirectional = false,
        },
        new(CellKind.Lstm, AttentionKind.None) { InputFeeding = true },
        new(CellKind.Lstm, AttentionKind.General) { Normalized = true },
        new(CellKind.ElmanTanh, AttentionKind.General) { Tied = true, Bidirectional = false },
        new(CellKind.ElmanTanh, AttentionKind.Additive) { Layers = 2, InputFeeding = true },
        new(CellKind.ElmanRelu, AttentionKind.Dot) { InputFeeding = true },
        new(CellKind.ElmanRelu, AttentionKind.None) { Bidirectional = false },
    ];

    /// <summary>Weights for the two featurizers.</summary>
    public static Seq2SeqWeights Create(TranslatorForm form) =>
        Create(form, Source.Vocabulary.Count, Target.Vocabulary.Count);

    /// <summary>Weights, deterministic in the arguments.</summary>
    public static Seq2SeqWeights Create(TranslatorForm form, int sourceVocabulary, int targetVocabulary)
    {
        var random = new Random(form.Seed);
        var directions = form.Bidirectional ? 2 : 1;
        var width = directions * form.EncoderHidden;
        var hidden = form.Attention == AttentionKind.Dot ? width : form.DecoderHidden;
        var attentional = form.Tied ? form.Embedding : form.Attentional;
        var keys = form.Attention == AttentionKind.Additive ? 9 : hidden;
        var (states, final) = (form.Layers * hidden, form.Layers * width);
        var isLstm = form.Cell == CellKind.Lstm;
        var seen = hidden + (form.Attention == AttentionKind.None ? 0 : width);
        var fed = form.InputFeeding ? attentional : 0;
        var bias = Uniform(targetVocabulary, 0.3f);
        bias[Vocabulary.End] += form.EndBias;
        return new Seq2SeqWeights
        {
            SourceEmbedding = Uniform(sourceVocabulary * form.Embedding, 1),
            Encoder = Layers(form.Embedding, form.EncoderHidden, directions),
            BridgeHidden = Matrix(states, final),
            BridgeHiddenBias = Uniform(states, 0.3f),
            BridgeCell = isLstm ? Matrix(states, final) : null,
            BridgeCellBias = isLstm ? Uniform(states, 0.3f) : null,
            TargetEmbedding = Uniform(targetVocabulary * form.Embedding, 1),
            Decoder = Layers(form.Embedding + fed, hidden, directions: 1),
            Attention = form.Attention,
            Key = form.Attention is AttentionKind.Additive or AttentionKind.General ? Matrix(keys, width) : null,
            Query = form.Attention == AttentionKind.Additive ? Matrix(keys, hidden) : null,
            Energy = form.Attention == AttentionKind.Additive ? Uniform(keys, 3) : null,
            Combine = Matrix(attentional, seen),
            CombineBias = Uniform(attentional, 0.3f),
            Output = form.Tied ? null : Matrix(targetVocabulary, attentional),
            OutputBias = bias,
            InputFeeding = form.InputFeeding,
            Residual = form.Residual,
        };

        RecurrentLayer[] Layers(int features, int size, int directions) =>
            [
                .. Enumerable
                    .Range(0, form.Layers)
                    .Select(layer => layer == 0 ? features : directions * size)
                    .Select(inputs => new RecurrentLayer(
                        form.Cell,
                        Direction(inputs, size),
                        directions == 2 ? Direction(inputs, size) : null
                    )
                    {
                        WrittenOut = form.WrittenOut,
                    }),
            ];

        RecurrentWeights Direction(int inputs, int size)
        {
            var rows = form.Cell.GateCount() * size;
            return new(inputs, size, Gates(rows, inputs), Gates(rows, size), Uniform(rows, 0.3f), Uniform(rows, 0.3f))
            {
                Normalization = form.Normalized ? Gains(rows, size) : null,
            };
        }

        CellNormalization Gains(int rows, int size) =>
            new(Gain(rows), Gain(rows), isLstm ? Gain(size) : null, isLstm ? Uniform(size, 0.3f) : null);

        float[] Gain(int count) => [.. Uniform(count, 0.5f).Select(value => 1 + value)];

        // What has no bound to what it gives would grow it without end.
        float[] Gates(int rows, int columns) =>
            form.Cell == CellKind.ElmanRelu ? Uniform(rows * columns, 1 / MathF.Sqrt(columns)) : Matrix(rows, columns);

        // Larger than trained ones begin with: else every source would have the same translation.
        float[] Matrix(int rows, int columns) => Uniform(rows * columns, 2.5f / MathF.Sqrt(columns));

        float[] Uniform(int count, float size) =>
            [.. RandomForecasters.Uniform(random, count).Select(value => value * size)];
    }
}
