namespace Rnn.Onnx.Training.Data;

/// <summary>Training data that can be read once an epoch, in batches.</summary>
public interface IBatchSource
{
    /// <summary>Rows of an epoch.</summary>
    int Rows { get; }

    /// <summary>Batches of an epoch, the same number in each.</summary>
    int BatchCount { get; }

    /// <summary>The batches of one epoch; the caller disposes each. The same epoch number gives the same batches.</summary>
    /// <param name="epoch">Number of the epoch, from 0: sources that shuffle do it by this number and their seed.</param>
    IEnumerable<SequenceBatch> Batches(int epoch);
}
