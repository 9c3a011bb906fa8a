using Microsoft.ML;
using Rnn.Onnx.Pipelines.Serving;

namespace Rnn.Onnx.Hosting;

/// <summary>
/// One caller's way through a transformer, batch by batch: rows and answers are bound to its columns once, and stay so from batch to
/// batch. For one thread at a time.
/// </summary>
internal sealed class ModelLane<TIn, TOut> : IDisposable
    where TIn : class
    where TOut : class, new()
{
    private readonly RequestRows<TIn> rows = new();
    private readonly IEnumerable<TOut> answers;
    private IEnumerator<TOut>? open;

    /// <summary>Binds the columns.</summary>
    /// <param name="transformer">The transformer, or a chain.</param>
    /// <param name="capacity">Rows of a batch at the most.</param>
    /// <exception cref="Models.InvalidInputException">A column is missing or of another type.</exception>
    public ModelLane(ITransformer transformer, int capacity)
    {
        // A context of its own: what the lanes do side by side is not to meet in one.
        var context = new MLContext();
        answers = context.Data.CreateEnumerable<TOut>(
            RequestView.Of(transformer, context.Data.LoadFromEnumerable(rows), rows, capacity),
            reuseRowObject: false,
            ignoreMissingColumns: true
        );
    }

    /// <summary>The answers to some rows, in their order.</summary>
    public TOut[] Score(IReadOnlyList<TIn> batch)
    {
        rows.Batch = batch;
        open ??= answers.GetEnumerator();
        try
        {
            var found = new TOut[batch.Count];
            for (var i = 0; i < found.Length; i++)
            {
                open.MoveNext();
                found[i] = open.Current;
            }
            return found;
        }
        catch
        {
            // It stopped in the middle of the batch: the next one begins anew.
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        open?.Dispose();
        open = null;
    }
}
