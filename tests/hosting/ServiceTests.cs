using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Hosting.Tests;

[TestClass]
public sealed class ServiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SeriesRow[] rows = Rows.Create(10);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task AddSequenceModel_Singleton_ServesTheFile()
    {
        var path = Rows.Save(folder, "model.onnx");
        using var services = new ServiceCollection()
            .AddSequenceModel<SeriesRow, ForecastRow>(path)
            .BuildServiceProvider();
        var pool = services.GetRequiredService<SequenceModelPool<SeriesRow, ForecastRow>>();
        Assert.AreSame(pool, services.GetRequiredService<SequenceModelPool<SeriesRow, ForecastRow>>());
        CollectionAssert.AreEqual(Rows.Alone(path, rows)[3], (await pool.PredictAsync(rows[3])).Forecast);
    }

    [TestMethod]
    public void AddSequenceModel_TwoNames_AreTwoModels()
    {
        var (a, b) = (Rows.Save(folder, "a.onnx", hidden: 8), Rows.Save(folder, "b.onnx", hidden: 9));
        using var services = new ServiceCollection()
            .AddSequenceModel<SeriesRow, ForecastRow>(Rows.Still(a), "a")
            .AddSequenceModel<SeriesRow, ForecastRow>(_ => Rows.Still(b), "b")
            .BuildServiceProvider();
        foreach (var (name, path) in new[] { ("a", a), ("b", b) })
        {
            var pool = services.GetRequiredKeyedService<SequenceModelPool<SeriesRow, ForecastRow>>(name);
            Assert.AreEqual(name, pool.Name);
            CollectionAssert.AreEqual(Rows.Alone(path, rows)[0], pool.Predict(rows[0]).Forecast);
        }
    }

    [TestMethod]
    public async Task AddSequenceModel_BadFile_IsSeenWhenTheApplicationStarts()
    {
        using var services = new ServiceCollection()
            .AddSequenceModel<SeriesRow, ForecastRow>(folder["no.onnx"])
            .BuildServiceProvider();
        var startup = services.GetServices<IHostedService>().Single();
        await Assert.ThrowsExactlyAsync<InvalidInputException>(() => startup.StartAsync(CancellationToken.None));
        Assert.ThrowsExactly<InvalidInputException>(() =>
            new ServiceCollection().AddSequenceModel<SeriesRow, ForecastRow>(
                new SequenceModelPoolOptions("m.onnx") { MaximumBatch = 0 }
            )
        );
    }

    [TestMethod]
    public async Task HealthCheck_RefusedFile_IsDegradedWithTheSentence()
    {
        var path = Rows.Save(folder, "model.onnx");
        var collection = new ServiceCollection().AddLogging();
        collection.AddSequenceModel<SeriesRow, ForecastRow>(Rows.Still(path), "births");
        collection.AddHealthChecks().AddSequenceModel<SeriesRow, ForecastRow>("births");
        await using var services = collection.BuildServiceProvider();
        var pool = services.GetRequiredKeyedService<SequenceModelPool<SeriesRow, ForecastRow>>("births");
        var health = services.GetRequiredService<HealthCheckService>();
        Assert.AreEqual(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        await File.WriteAllTextAsync(path, "bad");
        await Assert.ThrowsExactlyAsync<InvalidInputException>(() => pool.ReloadAsync());
        var report = await health.CheckHealthAsync();
        Assert.AreEqual(HealthStatus.Degraded, report.Status);
        Assert.AreEqual(pool.Status.Problem, report.Entries["births"].Description);

        Rows.Save(folder, "model.onnx");
        await pool.ReloadAsync();
        report = await health.CheckHealthAsync();
        Assert.AreEqual(HealthStatus.Healthy, report.Status);
        Assert.AreEqual(1, report.Entries["births"].Data["reloads"]);
    }

    [TestMethod]
    public async Task Metrics_OfAPool_CountWhatHappened()
    {
        var path = Rows.Save(folder, "model.onnx");
        var measured = new List<(string Instrument, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Rnn.Onnx")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();

        using (var pool = new SequenceModelPool<SeriesRow, ForecastRow>(Rows.Still(path), "measured"))
        {
            await Task.WhenAll(rows.Select(row => pool.PredictAsync(row)));
            await Assert.ThrowsExactlyAsync<InvalidInputException>(() => pool.PredictAsync(new SeriesRow()));
            await pool.ReloadAsync();
            await File.WriteAllTextAsync(path, "bad");
            await Assert.ThrowsExactlyAsync<InvalidInputException>(() => pool.ReloadAsync());
        }

        Assert.AreEqual(11, Sum("rnn.requests"));
        Assert.AreEqual(1, Sum("rnn.errors"));
        Assert.AreEqual(10, Sum("rnn.batch.size"));
        Assert.HasCount(11, Of("rnn.queue.duration"));
        Assert.IsTrue(Of("rnn.queue.duration").All(wait => wait.Value >= 0));
        Assert.HasCount(Of("rnn.batch.size").Length, Of("rnn.scoring.duration"));
        Assert.IsTrue(Of("rnn.scoring.duration").All(duration => duration.Value > 0));
        CollectionAssert.AreEqual(
            new[] { "model=measured outcome=loaded", "model=measured outcome=refused" },
            Of("rnn.reloads").Select(reload => reload.Tags).ToArray()
        );

        // Tests run side by side: others' pools are measured as well.
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (measured)
            {
                if (text.StartsWith("model=measured", StringComparison.Ordinal))
                    measured.Add((instrument.Name, value, text));
            }
        }

        (string Instrument, double Value, string Tags)[] Of(string name) =>
            [.. measured.Where(one => one.Instrument == name)];

        double Sum(string name) => Of(name).Sum(one => one.Value);
    }
}
