using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// Random sentences for a tagger of words, with its answers: known words in any case, unknown ones with characters from
/// everywhere, empty ones; several batch sizes and lengths, rows without a word among them.
/// </summary>
internal sealed class WordTaggerProbes
{
    private static readonly int[] Batches = [1, 3, 17];
    private static readonly int[] Times = [0, 1, 2, 50];

    /// <summary>Two paths or logits closer than this share of the largest logit can change places from one runtime to the next.</summary>
    private const double LeastMargin = 1e-4;
    private const int Tries = 50;

    // A capital of two bytes, marks, an emoji of four, a character of another script and one whose lower case is longer.
    private static readonly string[] Odd = ["É", "ß", "e\u0301", "😀", "漢", "İ", "’", "A", "z", "9", "-"];

    private readonly WordTagger model;
    private readonly Random random;

    private WordTaggerProbes(WordTagger model, int seed)
    {
        this.model = model;
        random = new Random(seed);
    }

    public static IReadOnlyList<ParityProbe> Of(WordTagger model, int seed)
    {
        model.eval();
        using var none = no_grad();
        var probes = new WordTaggerProbes(model, seed);
        return [.. from time in Times from batch in Batches select probes.Probe(batch, time)];
    }

    private ParityProbe Probe(int batch, int time)
    {
        var tokens = new string[batch * time];
        var answers = new List<WordTags>();
        for (var row = 0; row < batch; row++)
        {
            var words = Clear(time, out var answer);
            answers.Add(answer);
            Array.Fill(tokens, "", row * time, time);
            words.CopyTo(tokens, row * time);
        }
        var labels = model.Options.Labels;
        var tags = answers.SelectMany(answer => Padded(answer.Tags.Select(tag => labels[tag]), time, ""));
        var shares = answers.SelectMany(answer => Padded(answer.Probabilities, time * labels.Count, 0f));
        return new ParityProbe(
            FormattableString.Invariant($"batch {batch}, time {time}"),
            [NamedTensor.Of(WordTaggerExport.Tokens, tokens, batch, time)],
            [
                NamedTensor.Of(WordTaggerExport.Tags, (string[])[.. tags], batch, time),
                NamedTensor.Of(WordTaggerExport.Probabilities, (float[])[.. shares], batch, time, labels.Count),
            ]
        );
    }

    // Draws until no tag hangs on the last bits of two scores.
    private string[] Clear(int time, out WordTags answer)
    {
        for (var tries = 1; ; tries++)
        {
            var words = Sentence(time);
            answer = WordTags.Of(model, words);
            if (tries == Tries || answer.Margin > LeastMargin * answer.Largest)
                return words;
        }
    }

    // Some words, none of them perhaps; the last is not empty, as that would be padding.
    private string[] Sentence(int most)
    {
        var count = random.Next(4) == 0 ? most : random.Next(most + 1);
        var words = new string[count];
        for (var i = 0; i < count; i++)
            words[i] = i < count - 1 && random.Next(20) == 0 ? "" : Word();
        return words;
    }

    private string Word()
    {
        var known = model.Featurizer.Words.Tokens;
        if (known.Count > Vocabulary.Special.Count && random.Next(3) > 0)
        {
            var word = known[random.Next(Vocabulary.Special.Count, known.Count)];
            return random.Next(3) == 0 ? word.ToUpperInvariant() : word;
        }
        var length = random.Next(1, model.Featurizer.MaximumCharacters + 5);
        return string.Concat(Enumerable.Range(0, length).Select(_ => Odd[random.Next(Odd.Length)]));
    }

    private static IEnumerable<T> Padded<T>(IEnumerable<T> values, int count, T padding)
    {
        var all = values.ToList();
        return all.Concat(Enumerable.Repeat(padding, count - all.Count));
    }
}
