using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Hosting.Tests;

/// <summary>A series of any length.</summary>
internal sealed class SeriesRow
{
    [ColumnName("series")]
    public float[] Series
    {
        get
        {
            Reading?.Invoke();
            return field;
        }
        set;
    } = [];

    /// <summary>Called when the values are read, which a lane does.</summary>
    [NoColumn]
    public Action? Reading { get; set; }
}

/// <summary>Three steps ahead.</summary>
internal sealed class ForecastRow
{
    [ColumnName("forecast")]
    public float[] Forecast { get; set; } = [];
}

/// <summary>Rows, and what a file answers to them one by one.</summary>
internal static class Rows
{
    /// <summary>Rows of a few lengths.</summary>
    public static SeriesRow[] Create(int count, int seed = 1)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new SeriesRow { Series = RandomForecasters.Uniform(random, 4 + i % 5) }),
        ];
    }

    /// <summary>A forecaster whose answers are other than those of one with another size.</summary>
    public static string Save(TemporaryFolder folder, string name, int hidden = 24)
    {
        RandomForecasters.Create(hidden: hidden).Save(folder[name]);
        return folder[name];
    }

    /// <summary>The answers of a prediction engine.</summary>
    public static float[][] Alone(string modelFile, IEnumerable<SeriesRow> rows)
    {
        var context = new MLContext();
        using var transformer = context
            .Transforms.ScoreSequences(modelFile)
            .Fit(context.Data.LoadFromEnumerable<SeriesRow>([]));
        using var engine = context.Model.CreatePredictionEngine<SeriesRow, ForecastRow>(transformer);
        return [.. rows.Select(row => engine.Predict(row).Forecast)];
    }

    /// <summary>A pool that neither waits nor looks at its file, unless the options say so.</summary>
    public static SequenceModelPool<SeriesRow, ForecastRow> Pool(
        SequenceModelPoolOptions options,
        TimeProvider? time = null
    ) => new(options, time: time);

    /// <summary>Asks for all rows while the lane is busy with another one, so that they become one batch.</summary>
    public static async Task<Task<ForecastRow>[]> TogetherAsync(
        SequenceModelPool<SeriesRow, ForecastRow> pool,
        IReadOnlyList<SeriesRow> rows
    )
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var released = new ManualResetEventSlim();
        var caller = Environment.CurrentManagedThreadId;
        var other = pool.PredictAsync(
            new SeriesRow
            {
                Series = [1],
                Reading = () =>
                {
                    if (Environment.CurrentManagedThreadId == caller)
                        return;
                    reached.TrySetResult();
                    released.Wait();
                },
            }
        );
        await reached.Task;
        Task<ForecastRow>[] answers = [.. rows.Select(row => pool.PredictAsync(row))];
        released.Set();
        await other;
        return answers;
    }

    public static SequenceModelPoolOptions Still(string modelFile) =>
        new(modelFile) { MaximumDelay = TimeSpan.Zero, ReloadInterval = TimeSpan.Zero };
}
