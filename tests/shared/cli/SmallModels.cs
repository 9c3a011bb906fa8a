using System.Collections.Concurrent;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>
/// Model files with cards, trained by the command on made-up data for an epoch or a few, once for all tests of a process, and the
/// data they were trained on.
/// </summary>
internal static class SmallModels
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Made = new(StringComparer.Ordinal);

    /// <summary><c>births.csv</c> with the columns date and births, 400 days from 2001-01-01, and its forecaster <c>births.onnx</c> with intervals: 14 days in, 3 out.</summary>
    public static async Task BirthsAsync(TemporaryFolder folder)
    {
        SampleSeries.WeeklyFile(folder["births.csv"]);
        var text = await File.ReadAllTextAsync(folder["births.csv"]);
        folder.Write("births.csv", text.Replace("date,value", "date,births", StringComparison.Ordinal));
        await MakeAsync(
            folder,
            "births.onnx",
            $"train forecast --data {folder["births.csv"]} --target births --look-back 14 --horizon 3 --hidden 8 --quantiles 0.05,0.5,0.95 --epochs 4 --threads 1"
        );
    }

    /// <summary><c>reviews.tsv</c>, short texts with the labels animal, color and food, and its classifier <c>reviews.onnx</c>.</summary>
    public static async Task ReviewsAsync(TemporaryFolder folder)
    {
        SampleTexts.File(folder["reviews.tsv"]);
        await MakeAsync(
            folder,
            "reviews.onnx",
            $"train classify --data {folder["reviews.tsv"]} --embedding 12 --hidden 12 --cell gru --embedding-scale 1 --head-dropout 0.1 --embedding-dropout 0.1 --learning-rate 0.02 --batch-size 16 --epochs 6 --lower-case --threads 1"
        );
    }

    /// <summary><c>words.tsv</c>, words with tags, and its tagger <c>words.onnx</c>.</summary>
    public static async Task WordsAsync(TemporaryFolder folder)
    {
        folder.Write("words.tsv", SampleTags.Text(200));
        await MakeAsync(
            folder,
            "words.onnx",
            $"train tag --train {folder["words.tsv"]} --embedding 8 --hidden 8 --character-embedding 6 --character-hidden 8 --learning-rate 0.02 --batch-size 16 --epochs 3 --threads 1"
        );
    }

    /// <summary><c>shakespeare.txt</c> and its language model <c>shakespeare.onnx</c> over characters.</summary>
    public static async Task ShakespeareAsync(TemporaryFolder folder)
    {
        folder.Write("shakespeare.txt", SampleText.Repeated(20));
        await MakeAsync(
            folder,
            "shakespeare.onnx",
            $"train lm --data {folder["shakespeare.txt"]} --hidden 24 --embedding 8 --batch-size 4 --segment 20 --epochs 3 --learning-rate 0.02 --threads 1"
        );
    }

    /// <summary><c>train.de</c> and <c>train.en</c>, numbers in words, and their translator <c>de-en.onnx</c>.</summary>
    public static async Task NumbersAsync(TemporaryFolder folder)
    {
        var (source, target) = SamplePairs.Write(folder.Path, "train", 300);
        await MakeAsync(
            folder,
            "de-en.onnx",
            $"train translate --source {source} --target {target} --attention-output --embedding 16 --hidden 24 --bidirectional --step-dropout 0 --label-smoothing 0 --learning-rate 0.01 --batch-size 16 --weight-average 0 --warmup 10 --lower-case --epochs 8 --threads 1"
        );
    }

    private static async Task MakeAsync(TemporaryFolder folder, string name, string training)
    {
        var made = Made.GetOrAdd(
            name,
            _ => new Lazy<Task<byte[]>>(async () =>
            {
                var run = await RnnCommand.RunAsync($"{training} -o {folder[name]}");
                Assert.AreEqual(0, run.ExitCode, run.Errors);
                return await File.ReadAllBytesAsync(folder[name]);
            })
        );
        await File.WriteAllBytesAsync(folder[name], await made.Value);
    }
}
