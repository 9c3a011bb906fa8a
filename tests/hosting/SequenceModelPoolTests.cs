using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Hosting.Tests;

[TestClass]
public sealed class SequenceModelPoolTests : IDisposable
{
    private const int Callers = 64;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(1, 32)]
    [DataRow(2, 32)]
    [DataRow(3, 5)]
    [DataRow(2, 1)]
    public async Task PredictAsync_64Callers_GetTheAnswersOfSingleRows(int lanes, int maximum)
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(Callers * 20);
        var expected = Rows.Alone(path, rows);
        using var pool = Rows.Pool(
            new SequenceModelPoolOptions(path)
            {
                Lanes = lanes,
                MaximumBatch = maximum,
                ReloadInterval = TimeSpan.Zero,
            }
        );

        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        for (var row = caller; row < rows.Length; row += Callers)
                            CollectionAssert.AreEqual(
                                expected[row],
                                (await pool.PredictAsync(rows[row])).Forecast,
                                $"row {row}"
                            );
                    })
                )
        );
    }

    [TestMethod]
    public void Predict_Synchronously_GivesTheSame()
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(5);
        using var pool = Rows.Pool(Rows.Still(path));
        CollectionAssert.AreEqual(Rows.Alone(path, rows)[4], pool.Predict(rows[4]).Forecast);
    }

    [TestMethod]
    public async Task PredictAsync_OneBadRow_IsAnErrorOfItsCallerAlone()
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(40);
        var expected = Rows.Alone(path, rows);
        rows[13].Series = [];
        using var pool = Rows.Pool(Rows.Still(path) with { Lanes = 1, MaximumBatch = 64 });

        var answers = await Rows.TogetherAsync(pool, rows);

        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() => answers[13]);
        StringAssert.Contains(error.Message, "'series'");
        for (var row = 0; row < rows.Length; row++)
        {
            if (row != 13)
                CollectionAssert.AreEqual(expected[row], (await answers[row]).Forecast, $"row {row}");
        }
    }

    [TestMethod]
    public async Task PredictAsync_OneCanceled_LeavesTheOthersAlone()
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(3);
        var expected = Rows.Alone(path, rows);
        var time = new ManualTime();
        // Waits for three together, which the clock allows for ever.
        using var pool = Rows.Pool(Rows.Still(path) with { Lanes = 1, MaximumDelay = TimeSpan.FromDays(1) }, time);
        await Task.WhenAll(await Rows.TogetherAsync(pool, rows));
        using var cancel = new CancellationTokenSource();
        var first = pool.PredictAsync(rows[0]);
        var second = pool.PredictAsync(rows[1], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        var third = pool.PredictAsync(rows[2]);

        CollectionAssert.AreEqual(expected[0], (await first).Forecast);
        CollectionAssert.AreEqual(expected[2], (await third).Forecast);
        await Assert.ThrowsAsync<OperationCanceledException>(() => pool.PredictAsync(rows[0], cancel.Token));
    }

    [TestMethod]
    public async Task PredictAsync_FewerThanBefore_WaitNoLongerThanTheDelay()
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(3);
        var time = new ManualTime();
        using var pool = Rows.Pool(Rows.Still(path) with { Lanes = 1, MaximumDelay = TimeSpan.FromSeconds(1) }, time);
        await Task.WhenAll(await Rows.TogetherAsync(pool, rows));

        var (first, second) = (pool.PredictAsync(rows[0]), pool.PredictAsync(rows[1]));
        time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.IsFalse(first.IsCompleted || second.IsCompleted, "Three came last time, two are there.");
        await time.AdvanceUntilAsync(Task.WhenAll(first, second), TimeSpan.FromSeconds(0.2));

        // Now two are the rule, and then one.
        await Task.WhenAll(pool.PredictAsync(rows[0]), pool.PredictAsync(rows[1]));
        var alone = pool.PredictAsync(rows[0]);
        await time.AdvanceUntilAsync(alone, TimeSpan.FromSeconds(2));
        await pool.PredictAsync(rows[0]);
    }

    [TestMethod]
    [DataRow(1, 4)]
    [DataRow(2, 32)]
    public async Task Predict_SavedChainOfMlNet_IsServedBatchAfterBatch(int lanes, int maximumBatch)
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(30);
        var expected = Rows.Alone(path, rows);
        var context = new MLContext();
        var data = context.Data.LoadFromEnumerable<RenamedRow>([]);
        using var chain = context
            .Transforms.CopyColumns("series", "Values")
            .Append(context.Transforms.ScoreSequences(path))
            .Append(context.Transforms.CopyColumns("renamed", "forecast"))
            .Fit(data);
        context.Model.Save(chain, data.Schema, folder["model.zip"]);

        var options = Rows.Still(folder["model.zip"]) with { Lanes = lanes, MaximumBatch = maximumBatch };
        using var pool = new SequenceModelPool<RenamedRow, RenamedForecast>(options);
        for (var row = 0; row < rows.Length; row++)
            Same(row, await pool.PredictAsync(new RenamedRow { Values = rows[row].Series }));
        for (var times = 0; times < 20; times++)
        {
            var answers = await Task.WhenAll(
                rows.Select(row => pool.PredictAsync(new RenamedRow { Values = row.Series }))
            );
            for (var row = 0; row < rows.Length; row++)
                Same(row, answers[row]);
        }

        void Same(int row, RenamedForecast answer) =>
            CollectionAssert.AreEqual(expected[row], answer.Forecast, $"row {row}");
    }

    [TestMethod]
    public async Task Dispose_WithRequestsWaiting_AnswersThem()
    {
        var path = Rows.Save(folder, "model.onnx");
        var rows = Rows.Create(50);
        var expected = Rows.Alone(path, rows);
        var pool = Rows.Pool(Rows.Still(path) with { Lanes = 1, MaximumBatch = 4 });
        var answers = rows.Select(row => pool.PredictAsync(row)).ToArray();
        pool.Dispose();
        pool.Dispose();
        for (var row = 0; row < rows.Length; row++)
            CollectionAssert.AreEqual(expected[row], (await answers[row]).Forecast, $"row {row}");
        Assert.ThrowsExactly<ObjectDisposedException>(() => pool.Predict(rows[0]));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => pool.ReloadAsync());
    }

    [TestMethod]
    public void Create_WrongFileClassOrOption_SaysWhat()
    {
        var path = Rows.Save(folder, "model.onnx");
        Refused("no.onnx", () => Rows.Pool(Rows.Still(folder["no.onnx"])));
        Refused("no.zip", () => Rows.Pool(Rows.Still(folder["no.zip"])));
        Refused("bad.onnx", () => Rows.Pool(Rows.Still(folder.Write("bad.onnx", "nothing"))));
        Refused("bad.zip", () => Rows.Pool(Rows.Still(folder.Write("bad.zip", "nothing"))));
        Refused("'series'", () => _ = new SequenceModelPool<RenamedRow, ForecastRow>(Rows.Still(path)));
        Refused(
            "Option maximum-batch: expected 1 or more, found 0.",
            () => Rows.Pool(Rows.Still(path) with { MaximumBatch = 0 })
        );
        Refused("Option lanes: expected 1 or more, found 0.", () => Rows.Pool(Rows.Still(path) with { Lanes = 0 }));
        Refused(
            "Option maximum-delay: expected a finite number of 0 or more, found -1.",
            () => Rows.Pool(Rows.Still(path) with { MaximumDelay = TimeSpan.FromMilliseconds(-1) })
        );
        Refused("Option model-file: expected the path", () => Rows.Pool(Rows.Still(" ")));
    }

    private static void Refused(string sentence, Action action) =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(action).Message, sentence);

    private sealed class RenamedRow
    {
        public float[] Values { get; set; } = [];
    }

    private sealed class RenamedForecast
    {
        [ColumnName("renamed")]
        public float[] Forecast { get; set; } = [];
    }
}
