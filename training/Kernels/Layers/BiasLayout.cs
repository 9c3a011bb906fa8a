using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>
/// Between PyTorch's two biases [G*H] and the one that the kernels add: their sum, a vector for each gate of a block. Where a block
/// has a vector more than gates (the GRU), the last gate has its two biases apart.
/// </summary>
internal static unsafe class BiasLayout
{
    /// <summary>Fills <paramref name="bias"/>, which is 0.</summary>
    public static void Pack<V>(WeightPointers weights, GateLayout<V> layout, int vectors, float* bias)
        where V : struct, ILanes<V>
    {
        for (var gate = 0; gate < layout.Gates; gate++)
        {
            for (var unit = 0; unit < layout.Hidden; unit++)
            {
                var row = gate * layout.Hidden + unit;
                if (IsApart(layout, vectors, gate))
                {
                    bias[Place(layout, vectors, gate, unit)] = weights.InputBias[row];
                    bias[Place(layout, vectors, gate + 1, unit)] = weights.StateBias[row];
                }
                else
                {
                    bias[Place(layout, vectors, gate, unit)] = weights.InputBias[row] + weights.StateBias[row];
                }
            }
        }
    }

    /// <summary>Sums of the gradients of <paramref name="count"/> parts, given to both biases.</summary>
    public static void Gather<V>(
        float* sums,
        nint next,
        int count,
        GateLayout<V> layout,
        int vectors,
        WeightPointers gradients
    )
        where V : struct, ILanes<V>
    {
        for (var gate = 0; gate < layout.Gates; gate++)
        {
            for (var unit = 0; unit < layout.Hidden; unit++)
            {
                var row = gate * layout.Hidden + unit;
                var sum = Sum(gate, unit);
                gradients.InputBias[row] = sum;
                gradients.StateBias[row] = IsApart(layout, vectors, gate) ? Sum(gate + 1, unit) : sum;
            }
        }

        float Sum(int gate, int unit)
        {
            var place = Place(layout, vectors, gate, unit);
            var sum = sums[place];
            for (var part = 1; part < count; part++)
                sum += sums[place + part * next];
            return sum;
        }
    }

    private static bool IsApart<V>(GateLayout<V> layout, int vectors, int gate)
        where V : struct, ILanes<V> => vectors > layout.Gates && gate == layout.Gates - 1;

    private static int Place<V>(GateLayout<V> layout, int vectors, int gate, int unit)
        where V : struct, ILanes<V> => (unit / V.Count * vectors + gate) * V.Count + unit % V.Count;
}
