using System.Collections;
using Microsoft.ML;

namespace Rnn.Onnx.Hosting;

/// <summary>
/// One caller's way through a transformer, batch by batch: a view of whatever rows are put there, and the answers to it, both
/// bound once and read again for every batch. For one thread at a time.
/// </summary>
internal sealed class ModelLane<TIn, TOut>
    where TIn : class
    where TOut : class, new()
{
    private readonly BatchRows rows = new();
    private readonly IEnumerable<TOut> answers;

    /// <summary>Binds the columns.</summary>
    /// <exception cref="Models.InvalidInputException">A column is missing or of another type.</exception>
    public ModelLane(ITransformer transformer)
    {
        // A context of its own: what the lanes do side by side is not to meet in one.
        var context = new MLContext();
        answers = context.Data.CreateEnumerable<TOut>(
            transformer.Transform(context.Data.LoadFromEnumerable(rows)),
            reuseRowObject: false,
            ignoreMissingColumns: true
        );
    }

    /// <summary>The answers to some rows, in their order.</summary>
    public TOut[] Score(IReadOnlyList<TIn> batch)
    {
        rows.Batch = batch;
        TOut[] found = [.. answers];
        return found.Length == batch.Count
            ? found
            : throw new InvalidOperationException(
                $"Expected an answer to each of {batch.Count} rows, found {found.Length}: the model drops or adds rows."
            );
    }

    // Not a list to ML.NET: it is enumerated anew for each batch.
    private sealed class BatchRows : IEnumerable<TIn>
    {
        public IReadOnlyList<TIn> Batch { get; set; } = [];

        public IEnumerator<TIn> GetEnumerator() => Batch.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
