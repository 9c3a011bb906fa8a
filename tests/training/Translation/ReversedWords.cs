using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Tests.Translation;

/// <summary>Words of a few letters and the same words backwards.</summary>
internal static class ReversedWords
{
    private static readonly TextOptions Characters = new() { Tokenizer = TokenizerKind.Characters };

    public static Seq2SeqOptions Model { get; } =
        new()
        {
            Recurrent = new RecurrentOptions
            {
                Cell = CellKind.Gru,
                Hidden = 8,
                Bidirectional = true,
            },
            Embedding = 8,
            Dropout = 0.1,
        };

    public static ParallelTexts Pairs(int count, int seed)
    {
        var random = new Random(seed);
        string[] words =
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => "abcd"[random.Next(4)]))),
        ];
        return new ParallelTexts("words", "reversed", words, [.. words.Select(Reversed)]);
    }

    public static TextFeaturizer Featurizer(IEnumerable<string> texts) => TextFeaturizer.Fit(texts, Characters);

    private static string Reversed(string word) => new([.. word.Reverse()]);
}
