using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// The data of the contest of epochs, as numbers in files. The text is that of the environment variable RNN_TEXT, the sentences are
/// those of RNN_SENTENCES; without them both are made up, with letters and lengths as frequent as in real ones.
/// </summary>
internal static class EpochData
{
    /// <summary>Steps that the sine forecaster reads.</summary>
    public const int LookBack = 20;

    /// <summary>Rows of characters side by side.</summary>
    public const int Streams = 64;

    /// <summary>Characters of a row in a step.</summary>
    public const int Segment = 100;

    private const int SinePoints = 500;
    private const int Validation = 8 * 500;

    /// <summary>Characters, ids of all that occur: so many steps of 64 rows of 100, and as many for the validation as a small text has.</summary>
    public static void Characters(string folder, int steps)
    {
        var count = steps * Streams * Segment + 1;
        var text = Text(count + Validation + 1);
        var ids = text.Distinct()
            .Order()
            .Select((letter, id) => (letter, id))
            .ToDictionary(p => p.letter, p => (long)p.id);
        RawFile.Write(Path.Combine(folder, "training"), [.. text[..count].Select(letter => ids[letter])]);
        RawFile.Write(Path.Combine(folder, "validation"), [.. text[count..].Select(letter => ids[letter])]);
    }

    /// <summary>Sentences of ids with their classes; every twentieth is for the validation.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="most">As many sentences at the most.</param>
    public static void Sentences(string folder, int most)
    {
        var all = SentenceClassifier.Sentences();
        var every = Math.Max(1, all.Length / most);
        string[] texts = [.. all.Where((_, row) => row % every == 0).Take(most)];
        var featurizer = TextFeaturizer.Fit(texts, new TextOptions { LowerCase = true }, new VocabularyOptions());
        var rows = texts
            .Select((text, row) => (Ids: featurizer.Ids(text), Class: (long)(2 * row / texts.Length), Row: row))
            .ToLookup(row => row.Row % 20 == 0);
        foreach (var part in rows)
        {
            var name = part.Key ? "validation" : "training";
            RawFile.Write(Path.Combine(folder, name), [.. part.SelectMany(row => row.Ids)]);
            RawFile.Write(Path.Combine(folder, name + "_lengths"), [.. part.Select(row => (long)row.Ids.Length)]);
            RawFile.Write(Path.Combine(folder, name + "_classes"), [.. part.Select(row => row.Class)]);
        }
    }

    /// <summary>The sine of the tutorials: 500 points from 0 to 100.</summary>
    public static void Sine(string folder) =>
        RawFile.Write(
            Path.Combine(folder, "sine"),
            [.. Enumerable.Range(0, SinePoints).Select(i => MathF.Sin(i * 100f / (SinePoints - 1)))]
        );

    private static string Text(int count)
    {
        if (Environment.GetEnvironmentVariable("RNN_TEXT") is { Length: > 0 } path)
        {
            var text = File.ReadAllText(path);
            return text.Length >= count
                ? text[..count]
                : throw new InvalidOperationException(
                    $"File '{path}': expected {count} characters, found {text.Length}."
                );
        }
        // 65 different ones, as Tiny Shakespeare has; a few make up most of the text.
        var random = new Random(5);
        return new string([
            .. Enumerable.Range(0, count).Select(_ => (char)(' ' + (int)(65 * Math.Pow(random.NextDouble(), 3)))),
        ]);
    }
}
