using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Hosting;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// 64 callers at once, each asking for its next row when it has its answer: a <see cref="SequenceModelPool{TIn, TOut}"/>, which scores
/// together what comes together, and single rows, each by a prediction engine of a pool, as many at once as there are cores, in the
/// order of their coming. They take turns in short rounds; medians count. Beside them one caller alone.
/// </summary>
internal static class Serving
{
    private const int Callers = 64;
    private const int Rounds = 9;
    private const int LookBack = 28;

    public static void Run()
    {
        using var folder = new TemporaryFolder();
        var sentences = SentenceClassifier.Sentences();
        SentenceClassifier.Model(sentences).Save(folder["sentences.onnx"]);
        Compete<Sentence, Probabilities>(
            "texts of 5 to 60 words, biLSTM 64x2",
            folder["sentences.onnx"],
            [.. sentences.Select(text => new Sentence { Text = text })],
            requests: 12_000
        );
        RandomForecasters.Create(hidden: 64, horizon: 14).Save(folder["forecaster.onnx"]);
        var random = new Random(5);
        Compete<Window, Forecast>(
            "series of 28 steps, LSTM 64",
            folder["forecaster.onnx"],
            [
                .. Enumerable
                    .Range(0, 1000)
                    .Select(_ => new Window { Series = RandomForecasters.Uniform(random, LookBack) }),
            ],
            requests: 40_000
        );
    }

    private static void Compete<TIn, TOut>(string what, string path, TIn[] rows, int requests)
        where TIn : class
        where TOut : class, new()
    {
        var options = new SequenceModelPoolOptions(path) { ReloadInterval = TimeSpan.Zero };
        using var pool = new SequenceModelPool<TIn, TOut>(options);
        using var engines = new EnginePool<TIn, TOut>(path);
        var (sizes, batches) = (0L, 0L);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "rnn.batch.size")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>(
            (_, size, _, _) =>
            {
                Interlocked.Add(ref sizes, size);
                Interlocked.Increment(ref batches);
            }
        );
        listener.Start();
        var (batched, single, alone) = (new List<Round>(), new List<Round>(), new List<Round>());
        for (var round = -1; round < Rounds; round++)
        {
            // The first is to warm up.
            var one = Alone(engines.Predict, rows, requests / 20);
            var two = Together(engines.PredictAsync, rows, requests);
            var three = Together(row => pool.PredictAsync(row), rows, requests);
            if (round < 0)
                continue;
            alone.Add(one);
            single.Add(two);
            batched.Add(three);
        }
        Console.WriteLine($"Contest serving  {what}; {Callers} callers, {Environment.ProcessorCount} cores");
        Print("one caller alone", alone);
        Print("single rows", single);
        Print("in batches", batched);
        Console.WriteLine(FormattableString.Invariant($"  rows a batch {(double)sizes / batches:F1}"));
        var ratio = Median(batched.Zip(single, (a, b) => a.Rate / b.Rate));
        var saved = Median(batched.Zip(single, (a, b) => b.Processor / a.Processor));
        var delay = options.MaximumDelay.TotalMilliseconds;
        Console.WriteLine(
            FormattableString.Invariant(
                $"  batches over single rows {ratio:F2}, by processor time {saved:F2}; p99 {Median(batched.Select(r => r.P99)):F2} ms, twice the p99 of single rows plus the delay {(2 * Median(single.Select(r => r.P99))) + delay:F2} ms, of a caller alone {(2 * Median(alone.Select(r => r.P99))) + delay:F2} ms"
            )
        );
    }

    private static void Print(string name, List<Round> rounds) =>
        Console.WriteLine(
            FormattableString.Invariant(
                $"  {name, -17} {Median(rounds.Select(r => r.Rate)), 8:F0} a second, p50 {Median(rounds.Select(r => r.P50)):F2} ms, p99 {Median(rounds.Select(r => r.P99)):F2} ms; {Median(rounds.Select(r => r.Processor)):F1} us of a processor"
            )
        );

    private static Round Alone<TIn, TOut>(Func<TIn, TOut> predict, TIn[] rows, int requests)
    {
        var times = new double[requests];
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            predict(rows[i % rows.Length]);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        var duration = Stopwatch.GetElapsedTime(start);
        return Round.Of(times, duration, Environment.CpuUsage.TotalTime - processor);
    }

    private static Round Together<TIn, TOut>(Func<TIn, Task<TOut>> predict, TIn[] rows, int requests)
    {
        var times = new double[requests];
        var next = -1;
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Task.WaitAll([.. Enumerable.Range(0, Callers).Select(_ => Task.Run(Call))]);
        var duration = Stopwatch.GetElapsedTime(start);
        return Round.Of(times, duration, Environment.CpuUsage.TotalTime - processor);

        async Task Call()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests; )
            {
                // Every request is a piece of work of its own, as in a server; otherwise two callers would never let others begin.
                await Task.Yield();
                var began = Stopwatch.GetTimestamp();
                await predict(rows[i % rows.Length]);
                times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    /// <summary>Requests a second, milliseconds of a request, and microseconds of processor time that it takes.</summary>
    private sealed record Round(double Rate, double P50, double P99, double Processor)
    {
        public static Round Of(double[] times, TimeSpan duration, TimeSpan processor)
        {
            Array.Sort(times);
            return new(
                times.Length / duration.TotalSeconds,
                times[times.Length / 2],
                times[(int)(0.99 * (times.Length - 1))],
                processor.TotalMicroseconds / times.Length
            );
        }
    }

    /// <summary>Prediction engines, one for each call under way.</summary>
    private sealed class EnginePool<TIn, TOut>(string path) : IDisposable
        where TIn : class
        where TOut : class, new()
    {
        private readonly MLContext context = new();
        private readonly SemaphoreSlim free = new(Environment.ProcessorCount);
        private readonly ConcurrentBag<PredictionEngine<TIn, TOut>> idle = [];
        private readonly Lazy<ITransformer> transformer = new(() =>
        {
            var ml = new MLContext();
            return ml.Transforms.ScoreSequences(path).Fit(ml.Data.LoadFromEnumerable<TIn>([]));
        });

        public async Task<TOut> PredictAsync(TIn row)
        {
            await free.WaitAsync();
            try
            {
                return Predict(row);
            }
            finally
            {
                free.Release();
            }
        }

        public TOut Predict(TIn row)
        {
            if (!idle.TryTake(out var engine))
                engine = Create();
            var answer = engine.Predict(row);
            idle.Add(engine);
            return answer;
        }

        public void Dispose() => (transformer.Value as IDisposable)?.Dispose();

        private PredictionEngine<TIn, TOut> Create()
        {
            lock (context)
                return context.Model.CreatePredictionEngine<TIn, TOut>(
                    transformer.Value,
                    new PredictionEngineOptions { OwnsTransformer = false }
                );
        }
    }

    private sealed class Sentence
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class Probabilities
    {
        [ColumnName("probabilities")]
        public float[] Values { get; set; } = [];
    }

    private sealed class Window
    {
        [ColumnName("series"), VectorType(LookBack)]
        public float[] Series { get; set; } = [];
    }

    private sealed class Forecast
    {
        [ColumnName("forecast")]
        public float[] Values { get; set; } = [];
    }
}
