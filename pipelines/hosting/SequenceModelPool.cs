using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Hosting;

/// <summary>
/// A model for many callers at once: single predictions that come at the same time are scored together, and a changed file is
/// loaded without a request being lost. Made by <c>services.AddSequenceModel</c>; safe for concurrent calls.
/// </summary>
/// <remarks>
/// The answer to a row does not depend on what else is in its batch. A batch is scored by one version of the model. A row that is
/// refused is an error of its caller alone.
/// </remarks>
/// <typeparam name="TIn">A row, bound to the model's inputs as a <c>PredictionEngine</c> binds it.</typeparam>
/// <typeparam name="TOut">What is taken of the answer, bound likewise.</typeparam>
public sealed class SequenceModelPool<TIn, TOut> : IDisposable
    where TIn : class
    where TOut : class, new()
{
    private readonly SequenceModelPoolOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly ServingMetrics metrics;
    private readonly RequestQueue<TIn, TOut> queue;
    private readonly ModelSlot<TIn, TOut> slot;
    private readonly FileWatch watch;
    private readonly Thread[] lanes;
    private readonly Lock reloading = new();
    private TIn? latest;
    private SequenceModelStatus status;
    private bool disposed;

    /// <summary>Loads the model and begins to serve.</summary>
    /// <param name="options">The file, sizes and times.</param>
    /// <param name="name">What logs and metrics call it. Default: the file's name.</param>
    /// <param name="logger">What is told of reloads; null for nobody.</param>
    /// <param name="meters">Where the meter comes from; null for one of its own.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="InvalidInputException">The file is missing, no model, or does not fit the classes.</exception>
    public SequenceModelPool(
        SequenceModelPoolOptions options,
        string? name = null,
        ILogger? logger = null,
        IMeterFactory? meters = null,
        TimeProvider? time = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options.Validate();
        this.logger = logger ?? NullLogger.Instance;
        this.time = time ?? TimeProvider.System;
        Name = name ?? Path.GetFileName(options.ModelFile);
        // Before it is loaded: what changes meanwhile is seen later.
        watch = new FileWatch(options.ModelFile, options.ReloadInterval, this.time, ReloadChanged);
        LoadedModel<TIn, TOut> model;
        try
        {
            model = LoadedModel<TIn, TOut>.Load(options);
        }
        catch
        {
            watch.Dispose();
            throw;
        }
        slot = new ModelSlot<TIn, TOut>(model);
        status = new SequenceModelStatus(model.Card, Reloads: 0, Problem: null);
        metrics = new ServingMetrics(meters, Name);
        queue = new RequestQueue<TIn, TOut>(options.MaximumBatch, options.MaximumDelay, this.time);
        lanes =
        [
            .. Enumerable
                .Range(0, options.LaneCount)
                .Select(lane => new Thread(() => Serve(lane)) { IsBackground = true, Name = $"{Name} {lane}" }),
        ];
        foreach (var lane in lanes)
            lane.Start();
        watch.Start();
    }

    /// <summary>What logs and metrics call it.</summary>
    public string Name { get; }

    /// <summary>The card of the model that answers now, how often it was reloaded, and what was wrong with the last file.</summary>
    public SequenceModelStatus Status => Volatile.Read(ref status);

    internal string CopyFolder => slot.Folder;

    /// <summary>Scores a row, together with others that come at the same time.</summary>
    /// <param name="example">The row; it is read until the answer is there.</param>
    /// <param name="cancellation">Stops the waiting; others of the batch are not disturbed.</param>
    /// <exception cref="InvalidInputException">The row has sizes that the model does not take.</exception>
    /// <exception cref="OperationCanceledException">The waiting was stopped.</exception>
    public Task<TOut> PredictAsync(TIn example, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(example);
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<TOut>(cancellation);
        var request = queue.Add(example);
        return cancellation.CanBeCanceled ? WaitAsync(request, cancellation) : request.Task;
    }

    /// <summary>As <see cref="PredictAsync"/>, for callers that can not wait asynchronously.</summary>
    /// <param name="example">The row.</param>
    /// <exception cref="InvalidInputException">The row has sizes that the model does not take.</exception>
    public TOut Predict(TIn example) => PredictAsync(example).GetAwaiter().GetResult();

    /// <summary>
    /// Loads the file anew, tries it on the row that was answered last, and puts it in the place of the present model. Requests go on
    /// being answered; those that come afterwards are answered by the new one.
    /// </summary>
    /// <param name="cancellation">Stops it before it begins.</param>
    /// <exception cref="InvalidInputException">The file is no model that can take the place; the present one stays.</exception>
    public Task ReloadAsync(CancellationToken cancellation = default) => Task.Run(Reload, cancellation);

    /// <summary>Answers what waits, and ends.</summary>
    public void Dispose()
    {
        lock (reloading)
        {
            if (disposed)
                return;
            disposed = true;
        }
        watch.Dispose();
        queue.Close();
        foreach (var lane in lanes)
            lane.Join();
        slot.Close();
        queue.Dispose();
        metrics.Dispose();
    }

    private static async Task<TOut> WaitAsync(Request<TIn, TOut> request, CancellationToken cancellation)
    {
        await using (cancellation.UnsafeRegister(_ => request.TrySetCanceled(cancellation), null))
            return await request.Task;
    }

    private void Serve(int lane)
    {
        var batch = new List<Request<TIn, TOut>>(options.MaximumBatch);
        while (queue.Take(batch))
        {
            foreach (var request in batch)
                metrics.Waited(time.GetElapsedTime(request.Arrived));
            var model = slot.Acquire();
            try
            {
                Answer(model.Lanes[lane], batch);
            }
            finally
            {
                model.Release();
            }
        }
    }

    private void Answer(ModelLane<TIn, TOut> lane, List<Request<TIn, TOut>> batch)
    {
        var start = time.GetTimestamp();
        TOut[] answers;
        try
        {
            answers = lane.Score([.. batch.Select(request => request.Row)]);
        }
        catch (Exception e)
        {
            if (batch.Count == 1)
                Refuse(batch[0], e);
            else
                batch.ForEach(request => Answer(lane, [request])); // one of them is wrong: each alone
            return;
        }
        metrics.Scored(batch.Count, time.GetElapsedTime(start));
        metrics.Answered(batch.Count);
        Volatile.Write(ref latest, batch[^1].Row);
        // Elsewhere, at one go: the lane has better to do than to wake callers.
        Request<TIn, TOut>[] requests = [.. batch];
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                for (var i = 0; i < requests.Length; i++)
                    requests[i].TrySetResult(answers[i]);
            },
            null
        );
    }

    private void Refuse(Request<TIn, TOut> request, Exception error)
    {
        metrics.Refused();
        request.TrySetException(error);
    }

    // A change that was seen, not asked for: nobody waits for an exception.
    private void ReloadChanged()
    {
        try
        {
            Reload();
        }
        catch (Exception e) when (e is InvalidInputException or ObjectDisposedException)
        {
            // It stands in the status and in the log.
        }
    }

    private void Reload()
    {
        lock (reloading)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            try
            {
                var next = LoadedModel<TIn, TOut>.Load(options);
                Try(next);
                slot.Replace(next);
                Volatile.Write(ref status, new SequenceModelStatus(next.Card, status.Reloads + 1, Problem: null));
                metrics.Reloaded(loaded: true);
                PoolLog.Reloaded(logger, Name, options.ModelFile);
            }
            catch (InvalidInputException e)
            {
                Volatile.Write(ref status, status with { Problem = e.Message });
                metrics.Reloaded(loaded: false);
                PoolLog.Refused(logger, Name, e.Message);
                throw;
            }
        }
    }

    // What the present model answers, the next one has to answer as well.
    private void Try(LoadedModel<TIn, TOut> next)
    {
        if (Volatile.Read(ref latest) is not { } row)
            return;
        try
        {
            next.Lanes[0].Score([row]);
        }
        catch (Exception e)
        {
            next.Release();
            throw new InvalidInputException(
                $"Model '{options.ModelFile}': expected a model that answers what the present one does, found one that refuses it ({e.Message.TrimEnd('.')}).",
                e
            );
        }
    }
}
