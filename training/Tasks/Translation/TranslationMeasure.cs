using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>How well a module translates, greedily.</summary>
internal static class TranslationMeasure
{
    private static readonly DecodingOptions Greedy = new() { BeamSize = 1 };

    /// <summary>BLEU of pairs, the model being in evaluation mode.</summary>
    public static double Bleu(
        Seq2Seq model,
        ParallelTexts pairs,
        TextFeaturizer source,
        TextFeaturizer target,
        int batchSize
    )
    {
        var tokens = pairs.Source.Select(text => TextFeaturizer.Tokens(text, source.Options)).ToArray();
        var spacing = new TokenSpacing(target.Options.Tokenizer);
        var answers = new string[tokens.Length];
        foreach (var rows in Enumerable.Range(0, tokens.Length).OrderBy(row => tokens[row].Count).Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            var decoder = new ModuleStepDecoder(model, [.. rows.Select(row => source.Ids(pairs.Source[row]))]);
            var search = new BeamSearch(decoder, [.. rows.Select(row => Math.Max(tokens[row].Count, 1))], Greedy);
            search.Run(CancellationToken.None);
            foreach (var (row, beam) in rows.Zip(search.Beams))
                answers[row] =
                    tokens[row].Count == 0 ? "" : spacing.Join(Words(beam.Lanes[0], tokens[row], target.Vocabulary));
        }
        return TranslationMetrics.Of(answers, pairs.Target, target.Options).Bleu.Score;
    }

    /// <summary>The tokens of a hypothesis, for an unknown one the source's that it looked at most.</summary>
    public static IEnumerable<string> Words(Hypothesis hypothesis, IReadOnlyList<string> source, Vocabulary target) =>
        hypothesis
            .Steps()
            .Where(step => !step.HasEnded)
            .Select(step => step.Token == Vocabulary.Unknown ? source[step.MostAttended] : target.Tokens[step.Token]);
}
