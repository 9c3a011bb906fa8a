using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>The sizes of a layer and its batch.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Batch">Rows, N.</param>
/// <param name="Time">Steps, T.</param>
/// <param name="Features">Features of a step, C.</param>
/// <param name="Hidden">Hidden units, H.</param>
/// <param name="Directions">1 or 2, D.</param>
internal sealed record LayerShape(CellKind Cell, int Batch, int Time, int Features, int Hidden, int Directions)
{
    // Below this many products a thread takes longer to wake than to compute.
    private const double SmallestPart = 1e6;

    /// <summary>Gates of the cell, G.</summary>
    public int Gates => Cell.GateCount();

    /// <summary>How many threads share the rows of a direction.</summary>
    public int Parts(int threads)
    {
        var share = Math.Max(1, threads / Directions);
        var products = (double)Batch * Time * Gates * Hidden * (Features + Hidden);
        return (int)Math.Clamp(products / SmallestPart, 1, Math.Min(share, Batch));
    }
}
