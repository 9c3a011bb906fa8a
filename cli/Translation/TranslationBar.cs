using Rnn.Onnx.Cli.Terminal;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>Translates many texts piece by piece under a bar, few at once.</summary>
internal static class TranslationBar
{
    // Enough to put texts of about equal length together.
    private const int Batches = 10;

    public static IReadOnlyList<T> Run<T>(
        IAnsiConsole console,
        IReadOnlyList<string> texts,
        int batch,
        Func<IReadOnlyList<string>, IReadOnlyList<T>> translate
    )
    {
        var pieces = Batches * Math.Max(batch, 1);
        if (texts.Count <= pieces)
            return translate(texts);
        return WorkBar.Run(
            console,
            "translating",
            texts.Count,
            done =>
            {
                var found = new List<T>(texts.Count);
                foreach (var piece in texts.Chunk(pieces))
                {
                    found.AddRange(translate(piece));
                    done(piece.Length);
                }
                return found;
            }
        );
    }
}
