using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>
/// Scores streams: a row of one step or several in, a prediction out, and the model goes on from where the rows of the same key
/// have brought it. Nothing that was read is sent again. Made by <c>mlContext.Sequences().CreateStatefulEngine</c>.
/// </summary>
/// <remarks>
/// Safe for concurrent calls: those of different keys run side by side, those of one key one after the other. A row that is refused
/// leaves the states as they were.
/// </remarks>
/// <typeparam name="TIn">A row: the model's inputs but the states, and the key, bound as a <c>PredictionEngine</c> binds them.</typeparam>
/// <typeparam name="TOut">What is taken of the answer, bound likewise; <c>h_out</c> and <c>c_out</c> are columns as well.</typeparam>
public sealed class StatefulPredictionEngine<TIn, TOut> : IDisposable
    where TIn : class
    where TOut : class, new()
{
    /// <summary>Locks that keys share by chance: enough that few wait for a stranger.</summary>
    private const int Locks = 1024;

    private readonly MLContext context;
    private readonly ScoreSequencesTransformer transformer;
    private readonly StateColumns columns;
    private readonly StatefulEngineOptions options;
    private readonly StateSnapshot snapshot;
    private readonly Func<TIn, StateKey> keyOf;
    private readonly bool textKeys;
    private readonly Lock making = new();
    private readonly Lock[] locks = [.. Enumerable.Range(0, Locks).Select(_ => new Lock())];
    private readonly ConcurrentBag<(StatefulTransformer Row, PredictionEngine<TIn, TOut> Engine)> idle = [];
    private StateStore store;

    internal StatefulPredictionEngine(MLContext context, string modelFile, StatefulEngineOptions options)
    {
        this.context = context;
        this.options = options.Validate();
        (keyOf, textKeys) = StateKey.ReaderOf<TIn>(options.KeyColumn);
        var file = ModelFile.Open(modelFile);
        columns = StateColumns.Of(file);
        var rows = context.Data.LoadFromEnumerable<TIn>([]);
        transformer = context
            .Transforms.ScoreSequences(modelFile, options.Scoring)
            .Fit(new SchemaView(columns.AddTo(rows.Schema)));
        snapshot = new StateSnapshot(file.Name, SHA256.HashData(file.ToBytes()), columns.Width, textKeys);
        store = new StateStore(columns.Width, options.Capacity);
    }

    /// <summary>The model's card; null in a file that did not come from this library.</summary>
    public ModelCard? Card => transformer.Model.Card;

    /// <summary>Keys that are remembered.</summary>
    public int Count => Store.Count;

    /// <summary>Keys that were forgotten since the engine or its last snapshot was loaded, to make room for others.</summary>
    public long EvictedCount => Store.Evicted;

    private StateStore Store => Volatile.Read(ref store);

    /// <summary>Scores the next row of its key.</summary>
    /// <param name="example">The row.</param>
    /// <exception cref="InvalidInputException">It has no key, or sizes that the model does not take.</exception>
    public TOut Predict(TIn example)
    {
        ArgumentNullException.ThrowIfNull(example);
        var key = keyOf(example);
        if (!idle.TryTake(out var lane))
            lane = CreateLane();
        try
        {
            lock (LockOf(key))
            {
                // Of the same store to the end: what is restored meanwhile is not touched.
                var current = Store;
                if (!current.TryRead(key, lane.Row.States))
                    columns.Initial.CopyTo(lane.Row.States, 0);
                var prediction = lane.Engine.Predict(example);
                lane.Row.TakeFinal();
                current.Write(key, lane.Row.States);
                return prediction;
            }
        }
        finally
        {
            idle.Add(lane);
        }
    }

    /// <summary>Whether there are states of a key.</summary>
    /// <param name="key">A <c>string</c>, or a <c>long</c> or <c>int</c>, as the key of the input class is.</param>
    /// <exception cref="ArgumentException">The key is of the other kind.</exception>
    public bool Contains(object key) => Store.Contains(StateKey.Of(key, textKeys));

    /// <summary>Forgets a key: its next row is the first of a new sequence.</summary>
    /// <param name="key">A <c>string</c>, or a <c>long</c> or <c>int</c>, as the key of the input class is.</param>
    /// <returns>Whether it was known.</returns>
    /// <exception cref="ArgumentException">The key is of the other kind.</exception>
    public bool Reset(object key)
    {
        var known = StateKey.Of(key, textKeys);
        lock (LockOf(known))
            return Store.Remove(known);
    }

    /// <summary>All states as bytes, for <see cref="Restore(ReadOnlyMemory{byte})"/> of an engine with the same model file.</summary>
    public byte[] Snapshot()
    {
        using var stream = new MemoryStream();
        Snapshot(stream);
        return stream.ToArray();
    }

    /// <summary>Writes all states; calls wait meanwhile for their turn.</summary>
    /// <param name="target">Where the bytes go; it stays open.</param>
    public void Snapshot(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        snapshot.Write(Store, target);
    }

    /// <summary>Takes states up again, in place of those that there are.</summary>
    /// <param name="bytes">What <see cref="Snapshot()"/> gave.</param>
    /// <exception cref="InvalidInputException">They are no snapshot, damaged, or of another model; nothing has changed.</exception>
    public void Restore(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        Restore(stream);
    }

    /// <summary>
    /// Takes states up again, in place of those that there are; the latest used keys where there is not room for all. Calls that are
    /// under way end with the states they began with, and leave nothing behind.
    /// </summary>
    /// <param name="source">What <see cref="Snapshot(Stream)"/> wrote; it stays open.</param>
    /// <exception cref="InvalidInputException">It is no snapshot, damaged, or of another model; nothing has changed.</exception>
    public void Restore(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Volatile.Write(ref store, snapshot.Read(source, options.Capacity));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var lane))
        {
            lane.Engine.Dispose();
            lane.Row.Dispose();
        }
        transformer.Dispose();
    }

    private (StatefulTransformer, PredictionEngine<TIn, TOut>) CreateLane()
    {
        var row = new StatefulTransformer(transformer, columns);
        // ML.NET's contexts are not made for concurrent calls.
        lock (making)
            return (
                row,
                context.Model.CreatePredictionEngine<TIn, TOut>(
                    row,
                    new PredictionEngineOptions { OwnsTransformer = false }
                )
            );
    }

    private Lock LockOf(StateKey key) => locks[(uint)key.GetHashCode() % Locks];
}
