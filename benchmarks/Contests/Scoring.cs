using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// Rows a second of a classifier of sentences: ML.NET's own <c>ApplyOnnxModel</c> as it is by default and at its best (sessions of one
/// thread, which its parallel cursors share the cores with), <c>ScoreSequences</c>, and ONNX Runtime called directly with batches of
/// several sizes of sentences sorted by length, a caller a core. They take turns; medians of the rounds count.
/// </summary>
internal static class Scoring
{
    private const int Rows = 100_000;
    private const int Rounds = 5;
    private const int Calls = 4_000;
    private static readonly int[] Batches = [16, 32, 64, 128, 256];

    public static void Run()
    {
        using var folder = new TemporaryFolder();
        var path = folder["sentences.onnx"];
        var sentences = SentenceClassifier.Sentences();
        SentenceClassifier.Model(sentences).Save(path);
        string[] texts = [.. Enumerable.Range(0, Rows).Select(row => sentences[row % sentences.Length])];
        Console.WriteLine(
            $"Contest scoring  {Rows} rows, {sentences.Length} different ({SentenceClassifier.Source}), {Environment.ProcessorCount} cores"
        );
        Throughput(path, texts);
        Latency(path, sentences);
        Memory(path, sentences);
    }

    private static void Throughput(string path, string[] texts)
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(texts.Select(text => new Sentence { Text = text }));
        var single = new MLContext(seed: 1);
        single.SetOnnxSessionOption(new OnnxSessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 });
        using var byDefault = ml.Transforms.ApplyOnnxModel(path).Fit(data);
        using var atBest = single.Transforms.ApplyOnnxModel(path).Fit(data);
        using var ours = ml.Transforms.ScoreSequences(path).Fit(data);
        using var direct = new DirectScoring(path);
        var ways = new List<(string Name, Action Run)>
        {
            ("stock, default", () => Read(byDefault.Transform(data))),
            ("stock, best", () => Read(atBest.Transform(data))),
            ("ScoreSequences", () => Read(ours.Transform(data))),
        };
        ways.AddRange(Batches.Select(batch => ($"direct, {batch}", (Action)(() => direct.Run(texts, batch)))));
        var times = ways.ToDictionary(way => way.Name, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, run) in ways)
                times[name].Add(Seconds(run));
        }
        var rates = times.ToDictionary(way => way.Key, way => Rows / Median(way.Value));
        foreach (var (name, rate) in rates)
            Console.WriteLine(FormattableString.Invariant($"  {name, -16} {rate, 10:F0} rows a second"));
        var best = rates.Where(way => way.Key.StartsWith("direct", StringComparison.Ordinal)).Max(way => way.Value);
        var found = rates["ScoreSequences"];
        Console.WriteLine(
            FormattableString.Invariant(
                $"  ScoreSequences over stock by default {found / rates["stock, default"]:F2}, over stock at its best {found / rates["stock, best"]:F2}, over the best direct batch {found / best:F2}"
            )
        );
    }

    // One row at a time, the two in turns.
    private static void Latency(string path, string[] sentences)
    {
        var ml = new MLContext(seed: 1);
        using var ours = ml.Transforms.ScoreSequences(path).Fit(ml.Data.LoadFromEnumerable<Sentence>([]));
        using var engine = ml.Model.CreatePredictionEngine<Sentence, Answer>(ours);
        using var direct = new DirectScoring(path);
        var (engineTimes, directTimes) = (new List<double>(), new List<double>());
        for (var call = -200; call < Calls; call++)
        {
            var text = sentences[(call + 200) % sentences.Length];
            var row = new Sentence { Text = text };
            var first = Seconds(() => engine.Predict(row));
            var second = Seconds(() => direct.Run(text));
            if (call < 0)
                continue;
            engineTimes.Add(first);
            directTimes.Add(second);
        }
        var (p50, p99) = (Percentile(engineTimes, 0.5), Percentile(engineTimes, 0.99));
        var (q50, q99) = (Percentile(directTimes, 0.5), Percentile(directTimes, 0.99));
        Console.WriteLine(
            FormattableString.Invariant(
                $"  single rows, us: PredictionEngine p50 {p50 * 1e6:F1}, p99 {p99 * 1e6:F1}; direct Run p50 {q50 * 1e6:F1}, p99 {q99 * 1e6:F1}; ratios {p50 / q50:F3} and {p99 / q99:F3}"
            )
        );
    }

    // What is alive after a tenth of the rows and at the end, the rows being made as they are read.
    private static void Memory(string path, string[] sentences)
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, Rows)
                .Select(row => new Sentence { Text = new string(sentences[row % sentences.Length]) })
        );
        using var ours = ml.Transforms.ScoreSequences(path).Fit(data);
        var scored = ours.Transform(data);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var alive = new List<(long Managed, long Process)>();
        for (var row = 1; cursor.MoveNext(); row++)
        {
            if (row is Rows / 10 or Rows)
                alive.Add((GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
        }
        Console.WriteLine(
            FormattableString.Invariant(
                $"  memory after {Rows / 10} and {Rows} rows, MB: managed {alive[0].Managed / 1e6:F1} and {alive[1].Managed / 1e6:F1}, process {alive[0].Process / 1e6:F0} and {alive[1].Process / 1e6:F0}"
            )
        );
    }

    // As an evaluator reads: every row, a column of numbers and one of texts.
    private static void Read(IDataView scored)
    {
        var (probabilities, label) = (scored.Schema["probabilities"], scored.Schema["label"]);
        using var cursor = scored.GetRowCursor([probabilities, label]);
        var numbers = cursor.GetGetter<VBuffer<float>>(probabilities);
        var texts = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(label);
        VBuffer<float> number = default;
        VBuffer<ReadOnlyMemory<char>> text = default;
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            numbers(ref number);
            texts(ref text);
        }
        if (rows != Rows)
            throw new InvalidOperationException($"Expected {Rows} rows, found {rows}.");
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => Percentile(values, 0.5);

    private static double Percentile(List<double> values, double share) =>
        values.Order().ElementAt((int)(share * (values.Count - 1)));

    private sealed class Sentence
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class Answer
    {
        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];

        [ColumnName("label")]
        public string[] Label { get; set; } = [];
    }
}
