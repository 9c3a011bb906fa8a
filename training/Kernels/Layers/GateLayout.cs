using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>
/// How the gates of a layer lie in memory: units in blocks of one vector, and in a block the vectors of all gates beside each
/// other, so that what is computed from them is loaded together. PyTorch has a gate's units all together, row gate * H + unit.
/// </summary>
internal readonly record struct GateLayout<V>(int Gates, int Hidden)
    where V : struct, ILanes<V>
{
    // A line of the cache in floats.
    private const int Line = 16;

    /// <summary>Units filled up to whole vectors.</summary>
    public int Units => Panels<V>.Padded(Hidden);

    /// <summary>Blocks of units.</summary>
    public int Blocks => Units / V.Count;

    /// <summary>Columns of all gates.</summary>
    public int Columns => Gates * Units;

    /// <summary>From a row of gates to the next.</summary>
    public int GateStride => Stride(Columns);

    /// <summary>From a row of units to the next.</summary>
    public int UnitStride => Stride(Units);

    /// <summary>The gate and the unit of the first column of a vector; the others are the units that follow.</summary>
    public (int Gate, int Unit) Of(int column) => (column / V.Count % Gates, column / V.Count / Gates * V.Count);

    /// <summary>Floats between a row of units and the next.</summary>
    public int Gap => UnitStride - Units;

    /// <summary>An odd number of cache lines, so that the same column of many rows does not fall on the same few places of the cache.</summary>
    public static int Stride(int columns) => columns < Line ? columns : ((columns + Line - 1) / Line | 1) * Line;
}
