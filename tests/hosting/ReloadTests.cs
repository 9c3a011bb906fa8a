using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Hosting.Tests;

[TestClass]
public sealed class ReloadTests : IDisposable
{
    private const int Callers = 64;
    private const int Swaps = 25;

    private readonly TemporaryFolder folder = new();
    private readonly SeriesRow[] rows = Rows.Create(200);
    private readonly string path;

    public ReloadTests()
    {
        path = folder["model.onnx"];
        Rows.Save(folder, "a.onnx", hidden: 24);
        Rows.Save(folder, "b.onnx", hidden: 25);
        Put("a.onnx");
    }

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task ReloadAsync_While64CallersRun_LosesAndMixesNothing()
    {
        var (a, b) = (Rows.Alone(folder["a.onnx"], rows), Rows.Alone(folder["b.onnx"], rows));
        Assert.IsFalse(a.Zip(b).Any(pair => pair.First.SequenceEqual(pair.Second)), "An answer tells the model.");
        using var pool = Rows.Pool(new SequenceModelPoolOptions(path) { Lanes = 2, ReloadInterval = TimeSpan.Zero });
        using var done = new CancellationTokenSource();
        var asked = 0;
        var (byA, byB) = (0, 0);

        var callers = Enumerable
            .Range(0, Callers)
            .Select(caller =>
                Task.Run(async () =>
                {
                    for (var row = caller; !done.IsCancellationRequested; row = (row + Callers) % rows.Length)
                    {
                        Interlocked.Increment(ref asked);
                        var answer = (await pool.PredictAsync(rows[row])).Forecast;
                        if (answer.SequenceEqual(a[row]))
                            Interlocked.Increment(ref byA);
                        else if (answer.SequenceEqual(b[row]))
                            Interlocked.Increment(ref byB);
                        else
                            Assert.Fail($"Row {row}: {string.Join(", ", answer)} is an answer of neither model.");
                    }
                })
            )
            .ToArray();
        for (var swap = 0; swap < Swaps; swap++)
        {
            Put(swap % 2 == 0 ? "b.onnx" : "a.onnx");
            await pool.ReloadAsync();
            // What is asked after the reload is answered by the new model.
            var expected = swap % 2 == 0 ? b : a;
            CollectionAssert.AreEqual(expected[7], (await pool.PredictAsync(rows[7])).Forecast);
        }
        await done.CancelAsync();
        await Task.WhenAll(callers);

        Assert.AreEqual(asked, byA + byB, "Every request was answered.");
        Assert.IsTrue(byA > 0 && byB > 0, $"{byA} answers of one model, {byB} of the other.");
        Assert.AreEqual(Swaps, pool.Status.Reloads);
    }

    [TestMethod]
    public async Task FileChange_SeenAtTheInterval_IsLoadedByItself()
    {
        var time = new ManualTime();
        using var pool = Rows.Pool(
            Rows.Still(path) with
            {
                ReloadInterval = TimeSpan.FromSeconds(5),
                MaximumDelay = TimeSpan.Zero,
            },
            time
        );
        var (a, b) = (Rows.Alone(folder["a.onnx"], rows)[0], Rows.Alone(folder["b.onnx"], rows)[0]);
        Put("b.onnx");
        CollectionAssert.AreEqual(a, (await pool.PredictAsync(rows[0])).Forecast);
        time.Advance(TimeSpan.FromSeconds(5));
        CollectionAssert.AreEqual(b, (await pool.PredictAsync(rows[0])).Forecast);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.AreEqual(1, pool.Status.Reloads, "Loaded once for one change.");
    }

    [TestMethod]
    public async Task FileChange_ToABadFile_KeepsTheOldModelAndTells()
    {
        var time = new ManualTime();
        using var pool = Rows.Pool(Rows.Still(path) with { ReloadInterval = TimeSpan.FromSeconds(5) }, time);
        var a = await pool.PredictAsync(rows[0]);
        await File.WriteAllTextAsync(path, "half a file");
        time.Advance(TimeSpan.FromSeconds(5));
        CollectionAssert.AreEqual(a.Forecast, (await pool.PredictAsync(rows[0])).Forecast);
        StringAssert.Contains(pool.Status.Problem, "model.onnx");
        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() => pool.ReloadAsync());
        Assert.AreEqual(pool.Status.Problem, error.Message);

        File.Delete(path);
        time.Advance(TimeSpan.FromSeconds(5));
        Put("b.onnx");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsNull(pool.Status.Problem);
        Assert.AreEqual(1, pool.Status.Reloads);
    }

    [TestMethod]
    public async Task ReloadAsync_ModelThatRefusesWhatTheOldOneAnswers_IsRefused()
    {
        using var pool = Rows.Pool(Rows.Still(path));
        var row = new SeriesRow { Series = [1, 2, 3] };
        var before = (await pool.PredictAsync(row)).Forecast;
        RandomForecasters.Create(features: 2).Save(path);
        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() => pool.ReloadAsync());
        StringAssert.Contains(error.Message, "expected a model that answers what the present one does");
        CollectionAssert.AreEqual(before, (await pool.PredictAsync(row)).Forecast);
    }

    [TestMethod]
    public async Task ReloadAsync_Again_LeavesNoCopyBehind()
    {
        var pool = Rows.Pool(Rows.Still(path));
        for (var i = 0; i < 3; i++)
        {
            var before = pool.CopyFolder;
            await pool.ReloadAsync();
            Assert.AreNotEqual(before, pool.CopyFolder);
            Assert.IsFalse(Directory.Exists(before), "The model before is gone, with its copy of the file.");
        }
        var last = pool.CopyFolder;
        await File.WriteAllTextAsync(path, "bad");
        await Assert.ThrowsExactlyAsync<InvalidInputException>(() => pool.ReloadAsync());
        Assert.AreEqual(last, pool.CopyFolder);
        Assert.IsTrue(Directory.Exists(last));
        pool.Dispose();
        Assert.IsFalse(Directory.Exists(last));
    }

    // As a deployment does: under another name, then renamed.
    private void Put(string name)
    {
        File.Copy(folder[name], path + ".new", overwrite: true);
        File.Move(path + ".new", path, overwrite: true);
    }
}
