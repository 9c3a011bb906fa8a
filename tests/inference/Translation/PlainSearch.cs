using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The rule of <see cref="DecodingOptions"/> in the plainest way: one text, all proposals in one list, sorted.</summary>
internal static class PlainSearch
{
    /// <summary>A hypothesis that is not dead.</summary>
    public sealed record Lane(int[] Tokens, float Sum)
    {
        public bool HasEnded => Tokens is [.., Vocabulary.End];
    }

    /// <summary>Its tokens and score, the best first.</summary>
    public static IReadOnlyList<(int[] Tokens, float Score)> Run(
        TableDecoder decoder,
        int text,
        int source,
        DecodingOptions options
    )
    {
        List<Lane?> lanes = [new Lane([], 0)];
        for (var step = 0; step < Limit(source, options) && lanes.Exists(lane => lane is { HasEnded: false }); step++)
        {
            var proposals = lanes.SelectMany(lane => Proposals(decoder, text, lane, options)).ToList();
            var first = proposals[0];
            proposals.RemoveAt(0);
            lanes =
            [
                first,
                .. proposals
                    .OrderByDescending(proposal => proposal?.Sum ?? float.NegativeInfinity)
                    .Take((int)options.BeamSize - 1),
            ];
        }
        return
        [
            .. lanes
                .Select(lane => (lane?.Tokens ?? [], Score(decoder, text, source, lane, options)))
                .OrderByDescending(ranked => ranked.Item2)
                .Take(options.Best),
        ];
    }

    public static int Limit(int source, DecodingOptions options) =>
        (int)Math.Min(options.MaximumLength, MathF.Floor(options.MaximumRatio * source) + 5);

    public static float Score(TableDecoder decoder, int text, int source, Lane? lane, DecodingOptions options)
    {
        if (lane is null)
            return float.NegativeInfinity;
        var penalty = MathF.Pow((5f + lane.Tokens.Length) / 6, options.LengthPenalty);
        var coverage = 0f;
        if (options.CoveragePenalty > 0)
        {
            var steps = Enumerable.Range(0, lane.Tokens.Length).Select(i => lane.Tokens[..i]).ToArray();
            for (var i = 0; i < source; i++)
                coverage += MathF.Log(
                    MathF.Max(MathF.Min(steps.Sum(tokens => decoder.Attention(text, tokens, source)[i]), 1), 1e-10f)
                );
        }
        return lane.Sum / penalty + options.CoveragePenalty * coverage;
    }

    /// <summary>The log-probability of each id behind some tokens; minus infinity for what may not follow.</summary>
    public static float[] LogProbabilities(TableDecoder decoder, int text, int[] tokens, DecodingOptions options)
    {
        var alsoUnknown = !(options.ReplaceUnknown && decoder.HasAttention);
        var logits = TableDecoder.WithoutSpecial(decoder.Logits(text, tokens), alsoUnknown);
        var sum = MathF.Log(logits.Sum(MathF.Exp));
        return
        [
            .. logits.Select(
                (logit, id) => Repeats([.. tokens, id], options.NoRepeatNgram) ? float.NegativeInfinity : logit - sum
            ),
        ];
    }

    /// <summary>Whether the last n tokens stand in front of themselves already.</summary>
    public static bool Repeats(int[] tokens, int n) =>
        n > 0
        && tokens.Length > n
        && Enumerable.Range(0, tokens.Length - n).Any(i => tokens.AsSpan(i, n).SequenceEqual(tokens.AsSpan()[^n..]));

    // As many as there are lanes or tokens, null for dead ones.
    private static IEnumerable<Lane?> Proposals(TableDecoder decoder, int text, Lane? lane, DecodingOptions options)
    {
        if (lane is null || lane.HasEnded)
            return [lane];
        return LogProbabilities(decoder, text, lane.Tokens, options)
            .Index()
            .OrderByDescending(next => next.Item)
            .Take((int)options.BeamSize)
            .Select(next =>
                float.IsNegativeInfinity(next.Item)
                    ? null
                    : new Lane([.. lane.Tokens, next.Index], lane.Sum + next.Item)
            );
    }
}
