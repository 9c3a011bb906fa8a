namespace Rnn.Onnx.Training.Data;

/// <summary>The batches of one optimizer step. Disposing it disposes them all.</summary>
internal sealed class BatchGroup(IReadOnlyList<SequenceBatch> batches) : IDisposable
{
    /// <summary>Rows of all of them together.</summary>
    public int Rows { get; } = batches.Sum(batch => batch.Rows);

    public void Dispose()
    {
        foreach (var batch in batches)
            batch.Dispose();
    }
}
