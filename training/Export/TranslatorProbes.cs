using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// Random texts with what the module translates them to, greedily and in beams: by its own logits, step after step, and the rule of
/// <see cref="DecodingOptions"/> in C#.
/// </summary>
internal sealed class TranslatorProbes
{
    private const int Tries = 200;
    private const int LongestText = 12;

    /// <summary>A translation that changes when the logits do by this share of the largest can be another one in another runtime.</summary>
    private const float Noise = 1e-4f;

    private static readonly int[] Batches = [1, 4];
    private static readonly long[] BeamSizes = [1, 3, 5];

    private readonly Seq2Seq model;
    private readonly TextFeaturizer source;
    private readonly TextFeaturizer target;
    private readonly TranslatorOptions options;
    private readonly TokenSpacing spacing;
    private readonly Random random = new(1);

    private TranslatorProbes(Seq2Seq model, TextFeaturizer source, TextFeaturizer target, TranslatorOptions options)
    {
        (this.model, this.source, this.target, this.options) = (model, source, target, options);
        spacing = new TokenSpacing(target.Options.Tokenizer);
    }

    public static IReadOnlyList<ParityProbe> Of(
        Seq2Seq model,
        TextFeaturizer source,
        TextFeaturizer target,
        TranslatorOptions options
    )
    {
        model.eval();
        using var none = no_grad();
        var probes = new TranslatorProbes(model, source, target, options);
        return [.. from batch in Batches from beam in BeamSizes select probes.Ask(batch, beam)];
    }

    // Each row by itself: in the file, rows do not depend on each other.
    private ParityProbe Ask(int batch, long beam)
    {
        var how = options.Decoding with { BeamSize = Math.Max(beam, options.Decoding.Best), MaximumLength = 24 };
        var rows = Enumerable.Range(0, batch).Select(row => Row(row, how)).ToArray();
        var best = how.Best;
        return new ParityProbe(
            FormattableString.Invariant($"batch {batch}, beam {how.BeamSize}"),
            [
                NamedTensor.Of(TranslatorGraph.Text, [.. rows.Select(row => row.Text)], batch, 1),
                NamedTensor.Of(TranslatorGraph.BeamSize, [how.BeamSize], 1),
                NamedTensor.Of(TranslatorGraph.LengthPenalty, [how.LengthPenalty], 1),
                .. model.Attention is null
                    ? []
                    : (NamedTensor[])[NamedTensor.Of(TranslatorGraph.CoveragePenalty, [how.CoveragePenalty], 1)],
                NamedTensor.Of(TranslatorGraph.MaximumLength, [how.MaximumLength], 1),
                NamedTensor.Of(TranslatorGraph.MaximumRatio, [how.MaximumRatio], 1),
            ],
            [
                NamedTensor.Of(
                    TranslatorGraph.Translation,
                    [.. rows.SelectMany(row => row.Found.Select(one => one.Text))],
                    batch,
                    best
                ),
                NamedTensor.Of(
                    TranslatorGraph.Score,
                    [.. rows.SelectMany(row => row.Found.Select(one => one.Score))],
                    batch,
                    best
                ),
            ]
        );
    }

    // Draws texts until no token hangs on the last bits of a logit; a batch's second text is empty.
    private (string Text, (string Text, float Score)[] Found) Row(int row, DecodingOptions how)
    {
        for (var tries = 1; ; tries++)
        {
            var text = row == 1 ? "" : ProbeTexts.Draw(random, source, random.Next(1, LongestText));
            var found = Translate(text, how, noise: 0);
            if (tries == Tries || IsClear(text, how, found))
                return (text, found);
        }
    }

    private bool IsClear(string text, DecodingOptions how, (string Text, float Score)[] found)
    {
        const int Disturbances = 4;
        return Enumerable
            .Range(0, Disturbances)
            .All(_ => Translate(text, how, Noise).Select(one => one.Text).SequenceEqual(found.Select(one => one.Text)));
    }

    private (string Text, float Score)[] Translate(string text, DecodingOptions how, float noise)
    {
        var tokens = TextFeaturizer.Tokens(text, source.Options);
        if (tokens.Count == 0)
            return [.. Enumerable.Repeat(("", 0f), how.Best)];
        using var scope = NewDisposeScope();
        var decoder = new ModuleStepDecoder(model, [source.Ids(text)]);
        var search = new BeamSearch(
            noise == 0 ? decoder : new DisturbedDecoder(decoder, random, noise),
            [tokens.Count],
            how
        );
        search.Run(CancellationToken.None);
        return
        [
            .. search
                .Beams[0]
                .Ranked()
                .Select(ranked =>
                    (spacing.Join(TranslationMeasure.Words(ranked.Hypothesis, tokens, target.Vocabulary)), ranked.Score)
                ),
        ];
    }

    /// <summary>A decoder whose logits are a little off, as another runtime's may be.</summary>
    private sealed class DisturbedDecoder(IStepDecoder decoder, Random random, float noise) : IStepDecoder
    {
        public string Name => decoder.Name;

        public int Vocabulary => decoder.Vocabulary;

        public bool HasAttention => decoder.HasAttention;

        public StepAnswer Step(ReadOnlySpan<long> tokens, ReadOnlySpan<int> parents, int lanes)
        {
            var answer = decoder.Step(tokens, parents, lanes);
            var largest = 0f;
            foreach (var logit in answer.Logits)
                largest = MathF.Max(largest, MathF.Abs(logit));
            foreach (ref var logit in answer.Logits)
                logit += noise * largest * ((2 * random.NextSingle()) - 1);
            return answer;
        }
    }
}
