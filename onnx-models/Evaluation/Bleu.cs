namespace Rnn.Onnx.Models.Evaluation;

/// <summary>
/// How much of some translations is in their references, word for word (Papineni et al. 2002, BLEU of a corpus): the geometric mean
/// of the shares of n-grams that match, times a penalty where the translations are shorter than the references.
/// </summary>
/// <remarks>
/// As nltk.translate.bleu_score.corpus_bleu of NLTK 3.8 with equal weights: case counts, tokens are what is given, and a translation too
/// short for an n-gram counts as one that does not match (sacreBLEU leaves it out, and so is a little higher where translations have
/// fewer than 4 tokens; otherwise both agree on equal tokens). Without a match of some length the score is 0, where NLTK says 1e-77 or less.
/// </remarks>
/// <param name="Score">BLEU, 0 to 100.</param>
/// <param name="Precisions">Share of the n-grams of 1, 2, 3 and 4 tokens that match, after the smoothing; 0 to 1.</param>
/// <param name="BrevityPenalty">exp(1 - reference / hypothesis tokens), at most 1; 0 where the translations are empty.</param>
/// <param name="HypothesisTokens">Tokens of the translations.</param>
/// <param name="ReferenceTokens">Tokens of the references, of several for one translation the one nearest in length, of two such the shorter.</param>
public sealed record Bleu(
    double Score,
    IReadOnlyList<double> Precisions,
    double BrevityPenalty,
    long HypothesisTokens,
    long ReferenceTokens
)
{
    /// <summary>The longest n-grams: 4 tokens.</summary>
    public const int DefaultLongest = 4;

    /// <summary>Measures translations with one reference each.</summary>
    /// <param name="hypotheses">The tokens of each translation.</param>
    /// <param name="references">The tokens of each reference.</param>
    /// <param name="smoothing">What an n-gram length without a match counts as; by default the score is 0 then.</param>
    /// <param name="longest">The longest n-grams, in tokens.</param>
    /// <exception cref="InvalidInputException">There is no translation, not as many references, or <paramref name="longest"/> is below 1.</exception>
    public static Bleu Of(
        IReadOnlyList<IReadOnlyList<string>> hypotheses,
        IReadOnlyList<IReadOnlyList<string>> references,
        BleuSmoothing smoothing = BleuSmoothing.None,
        int longest = DefaultLongest
    )
    {
        ArgumentNullException.ThrowIfNull(references);
        return Of(
            hypotheses,
            [.. references.Select(reference => (IReadOnlyList<IReadOnlyList<string>>)[reference])],
            smoothing,
            longest
        );
    }

    /// <summary>Measures translations with one reference or several each, of which an n-gram may match any.</summary>
    /// <param name="hypotheses">The tokens of each translation.</param>
    /// <param name="references">The tokens of the references of each translation.</param>
    /// <param name="smoothing">What an n-gram length without a match counts as; by default the score is 0 then.</param>
    /// <param name="longest">The longest n-grams, in tokens.</param>
    /// <exception cref="InvalidInputException">
    /// There is no translation, not as many groups of references, a translation without a reference, or <paramref name="longest"/> is below 1.
    /// </exception>
    public static Bleu Of(
        IReadOnlyList<IReadOnlyList<string>> hypotheses,
        IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> references,
        BleuSmoothing smoothing = BleuSmoothing.None,
        int longest = DefaultLongest
    )
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        OptionRange.AtLeast(longest, 1, "longest");
        TranslationPairs.RequireAligned(hypotheses.Count, references.Count);
        var (matches, possible) = (new long[longest], new long[longest]);
        var (hypothesisTokens, referenceTokens) = (0L, 0L);
        for (var i = 0; i < hypotheses.Count; i++)
        {
            if (references[i].Count == 0)
                throw Errors.InvalidInput($"Translation {i + 1}: expected a reference or more, found none.");
            hypothesisTokens += hypotheses[i].Count;
            referenceTokens += NearestLength(hypotheses[i].Count, references[i]);
            Match(hypotheses[i], references[i], matches, possible);
        }

        double[] precisions = [.. Smooth(matches, possible, smoothing)];
        var penalty = hypothesisTokens == 0 ? 0 : Math.Min(1, Math.Exp(1 - (double)referenceTokens / hypothesisTokens));
        var score = matches[0] == 0 ? 0 : 100 * penalty * Math.Exp(precisions.Average(Math.Log));
        return new Bleu(score, precisions, penalty, hypothesisTokens, referenceTokens);
    }

    // Each n-gram matches as often as it comes in that reference which has it most often.
    private static void Match(
        IReadOnlyList<string> hypothesis,
        IReadOnlyList<IReadOnlyList<string>> references,
        long[] matches,
        long[] possible
    )
    {
        var grams = new NGrams<string>(matches.Length);
        var found = grams.Count(hypothesis);
        var known = references.Select(grams.Count).ToArray();
        for (var n = 0; n < matches.Length; n++)
        {
            possible[n] += Math.Max(1, hypothesis.Count - n);
            foreach (var (gram, count) in found[n])
                matches[n] += Math.Min(count, known.Max(reference => reference[n].GetValueOrDefault(gram)));
        }
    }

    private static int NearestLength(int length, IReadOnlyList<IReadOnlyList<string>> references) =>
        references.Select(reference => reference.Count).MinBy(reference => (Math.Abs(reference - length), reference));

    private static IEnumerable<double> Smooth(long[] matches, long[] possible, BleuSmoothing smoothing)
    {
        var share = 1.0;
        for (var n = 0; n < matches.Length; n++)
        {
            if (smoothing == BleuSmoothing.AddOne && n > 0)
                yield return (matches[n] + 1.0) / (possible[n] + 1);
            else if (smoothing == BleuSmoothing.Halving && matches[n] == 0)
                yield return (share /= 2) / possible[n];
            else
                yield return (double)matches[n] / possible[n];
        }
    }
}
