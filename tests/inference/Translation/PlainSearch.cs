using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>What a model says to one text.</summary>
/// <param name="Source">Tokens of the text.</param>
/// <param name="Logits">From the tokens so far to the logits of the next one [V].</param>
/// <param name="Attention">From the tokens in front of one to where that one looked [Source]; null without attention.</param>
internal sealed record PlainModel(int Source, Func<int[], float[]> Logits, Func<int[], float[]>? Attention);

/// <summary>A hypothesis that is not dead.</summary>
/// <param name="Tokens">Its tokens, the end among them.</param>
/// <param name="Sum">log P.</param>
internal sealed record PlainLane(int[] Tokens, float Sum)
{
    public bool HasEnded => Tokens is [.., Vocabulary.End];
}

/// <summary>The rule of <see cref="DecodingOptions"/> in the plainest way: one text, all proposals in one list, sorted.</summary>
internal static class PlainSearch
{
    /// <summary>Tokens and scores, the best first.</summary>
    public static (int[] Tokens, float Score)[] Run(PlainModel model, DecodingOptions options)
    {
        List<PlainLane?> lanes = [new PlainLane([], 0)];
        var limit = Math.Min(options.MaximumLength, MathF.Floor(options.MaximumRatio * model.Source) + 5);
        for (var step = 0; step < limit && lanes.Exists(lane => lane is { HasEnded: false }); step++)
        {
            var proposals = lanes.SelectMany(lane => Proposals(model, lane, options)).ToList();
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
                .Select(lane => (lane?.Tokens ?? [], Score(model, lane, options)))
                .OrderByDescending(ranked => ranked.Item2)
                .Take(options.Best),
        ];
    }

    /// <summary>What a hypothesis is ranked by.</summary>
    public static float Score(PlainModel model, PlainLane? lane, DecodingOptions options)
    {
        if (lane is null)
            return float.NegativeInfinity;
        var penalty = MathF.Pow((5f + lane.Tokens.Length) / 6, options.LengthPenalty);
        var coverage = 0f;
        if (options.CoveragePenalty > 0)
        {
            float[][] looks = [.. lane.Tokens.Select((_, i) => model.Attention!(lane.Tokens[..i]))];
            for (var i = 0; i < model.Source; i++)
                coverage += MathF.Log(MathF.Max(MathF.Min(looks.Sum(look => look[i]), 1), 1e-10f));
        }
        return (lane.Sum / penalty) + (options.CoveragePenalty * coverage);
    }

    /// <summary>The log-probability of each id behind some tokens; minus infinity for what may not follow.</summary>
    public static float[] LogProbabilities(PlainModel model, int[] tokens, DecodingOptions options)
    {
        var logits = model.Logits(tokens);
        logits[Vocabulary.Padding] = float.NegativeInfinity;
        logits[Vocabulary.Begin] = float.NegativeInfinity;
        if (!options.ReplaceUnknown || model.Attention is null)
            logits[Vocabulary.Unknown] = float.NegativeInfinity;
        var sum = MathF.Log(logits.Sum(MathF.Exp));
        return
        [
            .. logits.Select(
                (logit, id) => Repeats([.. tokens, id], options.NoRepeatNgram) ? float.NegativeInfinity : logit - sum
            ),
        ];
    }

    // Whether the last n tokens have come before.
    private static bool Repeats(int[] tokens, int n) =>
        n > 0
        && tokens.Length > n
        && Enumerable.Range(0, tokens.Length - n).Any(i => tokens.AsSpan(i, n).SequenceEqual(tokens.AsSpan()[^n..]));

    // As many as there are lanes or tokens, null for dead ones.
    private static IEnumerable<PlainLane?> Proposals(PlainModel model, PlainLane? lane, DecodingOptions options)
    {
        if (lane is null || lane.HasEnded)
            return [lane];
        return LogProbabilities(model, lane.Tokens, options)
            .Index()
            .OrderByDescending(next => next.Item)
            .Take((int)options.BeamSize)
            .Select(next =>
                float.IsNegativeInfinity(next.Item)
                    ? null
                    : new PlainLane([.. lane.Tokens, next.Index], lane.Sum + next.Item)
            );
    }
}
