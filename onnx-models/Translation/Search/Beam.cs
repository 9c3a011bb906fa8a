namespace Rnn.Onnx.Models.Translation;

/// <summary>The hypotheses of one text, by the rule of <see cref="DecodingOptions"/>. S source steps of it, V vocabulary.</summary>
public sealed class Beam
{
    private readonly int sourceLength;
    private readonly DecodingOptions options;
    private readonly long limit;
    private readonly List<Proposal> kept = [];
    private Hypothesis[] lanes = [Hypothesis.Empty];
    private int[] parents = [0];
    private int steps;

    /// <summary>Begins with the hypothesis of no tokens.</summary>
    /// <param name="sourceLength">S, 1 or more.</param>
    /// <param name="options">How it is searched.</param>
    internal Beam(int sourceLength, DecodingOptions options)
    {
        this.sourceLength = sourceLength;
        this.options = options;
        limit = Limit(sourceLength, options);
    }

    /// <summary>The hypotheses by their lanes: the greedy one, then the others, the likeliest first. Dead ones behind the first are left off.</summary>
    public IReadOnlyList<Hypothesis> Lanes => lanes;

    /// <summary>The lane of the step before that each goes on from.</summary>
    internal IReadOnlyList<int> Parents => parents;

    /// <summary>Whether nothing is left to search.</summary>
    public bool IsDone => steps == limit || Array.TrueForAll(lanes, lane => lane.HasEnded || lane.IsDead);

    /// <summary>Tokens of a translation at the most.</summary>
    internal static long Limit(int sourceLength, DecodingOptions options)
    {
        var multiple = MathF.Floor(options.MaximumRatio * sourceLength); // in floats, as the graph computes it
        return multiple >= options.MaximumLength
            ? options.MaximumLength
            : Math.Min(options.MaximumLength, (long)multiple + DecodingOptions.SpareTokens);
    }

    /// <summary>Puts a token behind each hypothesis that has not ended.</summary>
    /// <param name="logits">What the decoder says to each lane [K, V].</param>
    /// <param name="attention">How much it looked at each source step [K, S or more]; empty without attention.</param>
    /// <param name="next">Finds the likeliest tokens.</param>
    /// <exception cref="InvalidInputException">A logit is not a number.</exception>
    internal void Advance(Span<float> logits, ReadOnlySpan<float> attention, NextTokens next)
    {
        kept.Clear();
        kept.Add(Proposal.None);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            if (lanes[lane].HasEnded)
                Propose(new(lane, lanes[lane].Token, lanes[lane].LogProbability), isGreedy: lane == 0);
            else if (!lanes[lane].IsDead)
                Propose(lane, logits.Slice(lane * next.Vocabulary, next.Vocabulary), next);
        }
        var width = attention.Length / lanes.Length;
        var looks = new float[]?[lanes.Length];
        var after = new Hypothesis[kept.Count];
        for (var i = 0; i < after.Length; i++)
        {
            var (lane, token, sum) = kept[i];
            if (kept[i] == Proposal.None)
                after[i] = Hypothesis.Dead;
            else if (lanes[lane].HasEnded)
                after[i] = lanes[lane];
            else if (attention.IsEmpty)
                after[i] = lanes[lane].With(token, sum, null);
            else
                after[i] = lanes[lane]
                    .With(token, sum, looks[lane] ??= attention.Slice(lane * width, sourceLength).ToArray());
        }
        parents = [.. kept.Select(proposal => proposal.Lane)];
        lanes = after;
        steps++;
    }

    /// <summary>The translations, the best first: <see cref="DecodingOptions.Best"/> of them, dead ones among them where there are too few.</summary>
    public IReadOnlyList<(Hypothesis Hypothesis, float Score)> Ranked() =>
        [
            .. lanes
                .Select(lane => (lane, Score(lane)))
                .OrderByDescending(ranked => ranked.Item2)
                .Concat(Enumerable.Repeat((Hypothesis.Dead, float.NegativeInfinity), options.Best))
                .Take(options.Best),
        ];

    private void Propose(int lane, Span<float> logits, NextTokens next)
    {
        next.Find(lanes[lane], logits);
        for (var rank = 0; rank < next.Count; rank++)
        {
            var sum = lanes[lane].LogProbability + next.LogProbability(rank);
            // Where one is not likely enough, those behind it are not.
            if (!Propose(new(lane, next.Id(rank), sum), isGreedy: lane == 0 && rank == 0))
                return;
        }
    }

    // Keeps a proposal if it is among the likeliest so far; of equal ones the first stays in front.
    private bool Propose(Proposal proposal, bool isGreedy)
    {
        if (isGreedy)
        {
            kept[0] = proposal;
            return true;
        }
        var isFull = kept.Count == options.BeamSize;
        if (isFull && (kept.Count == 1 || !(proposal.Sum > kept[^1].Sum)))
            return false;
        if (isFull)
            kept.RemoveAt(kept.Count - 1);
        var place = kept.Count;
        while (place > 1 && kept[place - 1].Sum < proposal.Sum)
            place--;
        kept.Insert(place, proposal);
        return true;
    }

    private float Score(Hypothesis hypothesis)
    {
        if (hypothesis.IsDead)
            return float.NegativeInfinity;
        var score = hypothesis.LogProbability / MathF.Pow((5 + hypothesis.Length) / 6f, options.LengthPenalty);
        return options.CoveragePenalty == 0 ? score : score + options.CoveragePenalty * Coverage(hypothesis);
    }

    // The sum over the source steps of log(min(attention paid to it, 1)).
    private float Coverage(Hypothesis hypothesis)
    {
        var paid = new float[sourceLength];
        foreach (var step in hypothesis.Steps())
        {
            for (var i = 0; i < paid.Length; i++)
                paid[i] += step.Attention![i];
        }
        return paid.Sum(sum => MathF.Log(Math.Clamp(sum, 1e-10f, 1)));
    }

    /// <summary>A token that may go on a lane; of a lane that has ended, its last one once more.</summary>
    private readonly record struct Proposal(int Lane, int Token, float Sum)
    {
        public static Proposal None { get; } = new(0, Hypothesis.Dead.Token, float.NegativeInfinity);
    }
}
