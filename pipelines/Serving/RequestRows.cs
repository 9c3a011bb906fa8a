using System.Collections;

namespace Rnn.Onnx.Pipelines.Serving;

/// <summary>Rows of one batch after the other, without an end: who reads them has to know how many there are of each.</summary>
internal sealed class RequestRows<TIn> : IRequestBatch, IEnumerable<TIn>
{
    /// <summary>The batch that is read now.</summary>
    public IReadOnlyList<TIn> Batch { get; set; } = [];

    public int Count => Batch.Count;

    public IEnumerator<TIn> GetEnumerator()
    {
        while (true)
        {
            foreach (var row in Batch)
                yield return row;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>How many rows the batch has that is read now.</summary>
internal interface IRequestBatch
{
    int Count { get; }
}
