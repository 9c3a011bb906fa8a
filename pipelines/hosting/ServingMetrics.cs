using System.Diagnostics.Metrics;

namespace Rnn.Onnx.Hosting;

/// <summary>What a pool tells of itself: the meter "Rnn.Onnx", each measurement with the pool's name as the tag "model".</summary>
internal sealed class ServingMetrics : IDisposable
{
    public const string MeterName = "Rnn.Onnx";

    private readonly Meter meter;
    private readonly bool ownsMeter;
    private readonly KeyValuePair<string, object?> model;
    private readonly Counter<long> requests;
    private readonly Counter<long> errors;
    private readonly Counter<long> reloads;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> queueDuration;
    private readonly Histogram<double> scoringDuration;

    /// <param name="factory">Where the meter comes from; null for one of its own.</param>
    /// <param name="name">The pool's name.</param>
    public ServingMetrics(IMeterFactory? factory, string name)
    {
        ownsMeter = factory is null;
        meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        model = new("model", name);
        requests = meter.CreateCounter<long>("rnn.requests", "{request}", "Requests that were answered or refused.");
        errors = meter.CreateCounter<long>("rnn.errors", "{request}", "Requests that were refused.");
        reloads = meter.CreateCounter<long>("rnn.reloads", "{reload}", "Changed files: loaded, or refused.");
        batchSize = meter.CreateHistogram<int>("rnn.batch.size", "{request}", "Requests scored together.");
        queueDuration = meter.CreateHistogram<double>("rnn.queue.duration", "s", "How long a request waited.");
        scoringDuration = meter.CreateHistogram<double>("rnn.scoring.duration", "s", "How long a batch was scored.");
    }

    public void Waited(TimeSpan duration) => queueDuration.Record(duration.TotalSeconds, model);

    public void Scored(int size, TimeSpan duration)
    {
        batchSize.Record(size, model);
        scoringDuration.Record(duration.TotalSeconds, model);
    }

    public void Answered(int count) => requests.Add(count, model);

    public void Refused()
    {
        requests.Add(1, model);
        errors.Add(1, model);
    }

    public void Reloaded(bool loaded) => reloads.Add(1, model, new("outcome", loaded ? "loaded" : "refused"));

    public void Dispose()
    {
        if (ownsMeter)
            meter.Dispose();
    }
}
