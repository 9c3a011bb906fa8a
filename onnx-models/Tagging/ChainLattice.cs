namespace Rnn.Onnx.Models.Tagging;

/// <summary>All paths of a chain at once; what is done with the scores that meet in a tag, their sum or their largest, is the caller's.</summary>
internal readonly ref struct ChainLattice
{
    private readonly ChainWeights weights;
    private readonly ReadOnlySpan<float> emissions;
    private readonly int tags;

    public ChainLattice(ChainWeights weights, ReadOnlySpan<float> emissions)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Validate();
        this.weights = weights;
        this.emissions = emissions;
        tags = weights.Tags;
        if (emissions.Length % tags != 0)
        {
            throw Errors.Argument(
                nameof(emissions),
                $"Emissions of {tags} tags need a multiple of that many numbers, found {emissions.Length}."
            );
        }
    }

    public int Steps => emissions.Length / tags;

    public static double Largest(double[] scores) => scores.Max();

    public static double LogSum(double[] scores)
    {
        var largest = scores.Max();
        return double.IsInfinity(largest) ? largest : largest + Math.Log(scores.Sum(s => Math.Exp(s - largest)));
    }

    /// <summary>Of all paths up to a step that end in a tag, its emission included: [T][K].</summary>
    public double[][] Forward(Func<double[], double> meet)
    {
        var forward = new double[Steps][];
        for (var t = 0; t < Steps; t++)
        {
            forward[t] = new double[tags];
            for (var to = 0; to < tags; to++)
                forward[t][to] = Emission(t, to) + (t == 0 ? weights.Start[to] : meet(Into(to, t - 1, forward)));
        }
        return forward;
    }

    /// <summary>Of all whole paths with a tag at a step: [T][K].</summary>
    public double[][] Through(Func<double[], double> meet)
    {
        var through = Forward(meet);
        var behind = Array.ConvertAll(weights.End, end => (double)end); // of the rest of a path behind a tag
        for (var t = Steps - 1; t >= 0; t--)
        {
            if (t < Steps - 1)
            {
                var next = new double[tags];
                for (var from = 0; from < tags; from++)
                    next[from] = meet(Out(from, t + 1, behind));
                behind = next;
            }
            for (var tag = 0; tag < tags; tag++)
                through[t][tag] += behind[tag];
        }
        return through;
    }

    /// <summary>From each tag at a step into a tag at the next one.</summary>
    public double[] Into(int to, int step, double[][] forward)
    {
        var scores = new double[tags];
        for (var from = 0; from < tags; from++)
            scores[from] = forward[step][from] + weights.Transitions[from * tags + to];
        return scores;
    }

    /// <summary>Of the paths' ends; none where there are no steps.</summary>
    public double[] Ends(double[][] forward)
    {
        if (Steps == 0)
            return [];
        var scores = new double[tags];
        for (var tag = 0; tag < tags; tag++)
            scores[tag] = forward[^1][tag] + weights.End[tag];
        return scores;
    }

    private double[] Out(int from, int next, double[] behind)
    {
        var scores = new double[tags];
        for (var to = 0; to < tags; to++)
            scores[to] = behind[to] + weights.Transitions[from * tags + to] + Emission(next, to);
        return scores;
    }

    private float Emission(int step, int tag) => emissions[step * tags + tag];
}
