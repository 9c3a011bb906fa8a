using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>A translation by the reference.</summary>
/// <param name="Ids">Its tokens, without the end.</param>
/// <param name="Text">Its text.</param>
/// <param name="Score">Minus infinity where there is none.</param>
/// <param name="Attention">The share of each source token, for each of its own.</param>
internal sealed record ReferenceTranslation(int[] Ids, string Text, double Score, double[][] Attention);

/// <summary>The rule of <see cref="DecodingOptions"/> in straight loops over the equations, one text at a time, in double precision.</summary>
internal sealed class ReferenceTranslator(Seq2SeqWeights weights, TextFeaturizer source, TextFeaturizer target)
{
    private const int End = 3;
    private readonly PlainSeq2Seq plain = new(weights);

    public ReferenceTranslation[] Translate(string text, DecodingOptions options)
    {
        var tokens = TextFeaturizer.Tokens(text, source.Options);
        if (tokens.Count == 0)
            return [.. Enumerable.Range(0, options.Best).Select(_ => new ReferenceTranslation([], "", 0, []))];
        var limit = Math.Min(options.MaximumLength, (long)Math.Floor((double)options.MaximumRatio * tokens.Count) + 5);
        var (outputs, first) = plain.Encode(source.Ids(text));
        List<Lane> lanes = [new Lane([], 0, first, [])];
        for (var step = 0; step < limit && lanes.Any(lane => !lane.IsDone); step++)
            lanes = Advance(lanes, outputs, options);
        var ranked = lanes.OrderByDescending(lane => lane.Score(options, tokens.Count)).Take(options.Best).ToList();
        var found = ranked.Select(lane => Describe(lane, options, tokens)).ToList();
        while (found.Count < options.Best)
            found.Add(new([], "", double.NegativeInfinity, []));
        return [.. found];
    }

    private List<Lane> Advance(List<Lane> lanes, double[][] outputs, DecodingOptions options)
    {
        var proposals = new List<Lane>();
        foreach (var lane in lanes)
        {
            if (lane.IsDone)
            {
                proposals.Add(lane);
                continue;
            }
            var (logits, shares, next) = plain.Step(outputs, lane.Ids.Length == 0 ? 2 : lane.Ids[^1], lane.State);
            var likely = LogProbabilities(logits, options);
            Ban(likely, lane.Ids, options.NoRepeatNgram);
            var order = Enumerable.Range(0, likely.Length).OrderByDescending(id => likely[id]).ThenBy(id => id);
            foreach (var id in order.Take((int)Math.Min(options.BeamSize, likely.Length)))
                proposals.Add(new([.. lane.Ids, id], lane.Sum + likely[id], next, [.. lane.Attention, shares]));
        }
        // Sorting keeps the order of equal ones: earlier lanes, and of a lane the likelier ones, stay in front.
        return
        [
            proposals[0],
            .. proposals
                .Skip(1)
                .Where(lane => !double.IsNegativeInfinity(lane.Sum))
                .OrderByDescending(lane => lane.Sum)
                .Take((int)options.BeamSize - 1),
        ];
    }

    private double[] LogProbabilities(double[] logits, DecodingOptions options)
    {
        logits[0] = logits[2] = double.NegativeInfinity;
        if (!options.ReplaceUnknown || !plain.HasAttention)
            logits[1] = double.NegativeInfinity;
        return [.. PlainSeq2Seq.Softmax(logits).Select(value => Math.Log(value))];
    }

    private static void Ban(double[] likely, int[] ids, int n)
    {
        for (var id = 0; n > 0 && id < likely.Length; id++)
        {
            int[] with = [.. ids, id];
            for (var at = 0; at + n < with.Length; at++)
            {
                if (with.AsSpan(at, n).SequenceEqual(with.AsSpan()[^n..]))
                    likely[id] = double.NegativeInfinity;
            }
        }
    }

    private ReferenceTranslation Describe(Lane lane, DecodingOptions options, IReadOnlyList<string> tokens)
    {
        int[] ids = lane.Ids is [.., End] ? lane.Ids[..^1] : lane.Ids;
        var attention = lane.Attention[..ids.Length];
        var words = ids.Select(
            (id, i) => id == 1 ? tokens[Array.IndexOf(attention[i], attention[i].Max())] : target.Vocabulary.Tokens[id]
        );
        return new(ids, Written([.. words]), lane.Score(options, tokens.Count), attention);
    }

    private string Written(string[] words)
    {
        if (target.Options.Tokenizer == TokenizerKind.Characters)
            return string.Concat(words);
        var text = "";
        for (var i = 0; i < words.Length; i++)
        {
            var joins = i == 0 || words[i - 1].EndsWith("@@", StringComparison.Ordinal);
            joins |= i > 0 && "( [ { ¿ ¡ “ « „ - /".Split(' ').Contains(words[i - 1]);
            joins |= ". , ! ? ; : ) ] } % … ” » - /".Split(' ').Contains(words[i]);
            text += (joins ? "" : " ") + words[i].Replace("@@", "", StringComparison.Ordinal);
        }
        return text;
    }

    private sealed record Lane(int[] Ids, double Sum, PlainState State, double[][] Attention)
    {
        public bool IsDone => Ids is [.., End] || double.IsNegativeInfinity(Sum);

        public double Score(DecodingOptions options, int source)
        {
            var score = Sum / Math.Pow((5 + Ids.Length) / 6.0, options.LengthPenalty);
            for (var i = 0; options.CoveragePenalty > 0 && i < source; i++)
                score += options.CoveragePenalty * Math.Log(Math.Clamp(Attention.Sum(row => row[i]), 1e-10, 1));
            return score;
        }
    }
}
