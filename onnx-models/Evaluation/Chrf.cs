using System.Text;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>
/// How alike some translations and their references are, character by character (Popović 2015, chrF): the F score of the
/// character n-grams, whose recall counts beta times as much as their precision.
/// </summary>
/// <remarks>
/// As nltk.translate.chrf_score.corpus_chrf of NLTK 3.8 (whose own beta is 3): white space is left out, and the score is the mean of
/// the F scores of each length and text alike; a length for which one of the two is too short, or nothing matches, has an F of 0.
/// sacreBLEU adds the counts of all texts up first, and takes the F of the mean precision and recall.
/// </remarks>
/// <param name="Score">chrF, 0 to 100.</param>
/// <param name="Orders">The mean F of the n-grams of 1, 2, ... characters, 0 to 1.</param>
public sealed record Chrf(double Score, IReadOnlyList<double> Orders)
{
    /// <summary>How many times as much recall counts as precision: 2, chrF2.</summary>
    public const double DefaultBeta = 2;

    /// <summary>The longest n-grams: 6 characters.</summary>
    public const int DefaultLongest = 6;

    /// <summary>Measures translations.</summary>
    /// <param name="hypotheses">The translations.</param>
    /// <param name="references">The reference of each.</param>
    /// <param name="beta">How many times as much recall counts as precision.</param>
    /// <param name="longest">The longest n-grams, in characters (Unicode scalar values).</param>
    /// <exception cref="InvalidInputException">There is no translation, not as many references, or an option is out of its range.</exception>
    public static Chrf Of(
        IReadOnlyList<string> hypotheses,
        IReadOnlyList<string> references,
        double beta = DefaultBeta,
        int longest = DefaultLongest
    )
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        OptionRange.Positive(beta, "beta");
        OptionRange.AtLeast(longest, 1, "longest");
        TranslationPairs.RequireAligned(hypotheses.Count, references.Count);
        var sums = new double[longest];
        for (var i = 0; i < hypotheses.Count; i++)
        {
            var grams = new NGrams<Rune>(longest);
            var (found, known) = (grams.Count(Visible(hypotheses[i])), grams.Count(Visible(references[i])));
            for (var n = 0; n < longest; n++)
                sums[n] += F(found[n], known[n], beta * beta);
        }
        double[] orders = [.. sums.Select(sum => sum / hypotheses.Count)];
        return new Chrf(100 * orders.Average(), orders);
    }

    // (1 + beta^2) P R / (beta^2 P + R) with P = matches / found and R = matches / known.
    private static double F(IReadOnlyDictionary<int, int> found, IReadOnlyDictionary<int, int> known, double square)
    {
        var matches = found.Sum(gram => Math.Min(gram.Value, known.GetValueOrDefault(gram.Key)));
        return matches == 0 ? 0 : (1 + square) * matches / (square * known.Values.Sum() + found.Values.Sum());
    }

    private static Rune[] Visible(string text) =>
        [.. CharacterClasses.Of(text).Where(rune => !CharacterClasses.IsWhiteSpace(rune))];
}
