namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// The only place where gates change their order. Weights stack one block of H rows a gate; PyTorch and ONNX compute the same
/// but stack in another order.
/// </summary>
/// <remarks>
/// <para>LSTM, in PyTorch's names (ONNX calls g "c" and the cell state "C"):</para>
/// <code>
/// i = sigmoid(W_i x + b_i + R_i h + r_i)      input gate
/// f = sigmoid(W_f x + b_f + R_f h + r_f)      forget gate
/// g =    tanh(W_g x + b_g + R_g h + r_g)      candidate
/// o = sigmoid(W_o x + b_o + R_o h + r_o)      output gate
/// c' = f * c + i * g
/// h' = o * tanh(c')
/// PyTorch stacks i, f, g, o; ONNX stacks i, o, f, c.
/// </code>
/// <para>GRU (ONNX calls n "h", and computes this with linear_before_reset = 1):</para>
/// <code>
/// r = sigmoid(W_r x + b_r + R_r h + r_r)      reset gate
/// z = sigmoid(W_z x + b_z + R_z h + r_z)      update gate
/// n =    tanh(W_n x + b_n + r * (R_n h + r_n))    candidate
/// h' = (1 - z) * n + z * h
/// PyTorch stacks r, z, n; ONNX stacks z, r, h.
/// </code>
/// </remarks>
internal static class GateOrder
{
    // At each place of ONNX's order: the place in PyTorch's.
    private static readonly int[] Lstm = [0, 3, 1, 2];
    private static readonly int[] Gru = [1, 0, 2];
    private static readonly int[] Elman = [0];

    /// <summary>Copies a weight [G*H, columns] or a bias [G*H] from PyTorch's order into ONNX's.</summary>
    public static float[] ToOnnx(CellKind cell, ReadOnlySpan<float> stacked)
    {
        var (order, block, result) = Prepare(cell, stacked);
        for (var place = 0; place < order.Length; place++)
        {
            stacked.Slice(order[place] * block, block).CopyTo(result.AsSpan(place * block));
        }

        return result;
    }

    /// <summary>Copies a weight [G*H, columns] or a bias [G*H] from ONNX's order into PyTorch's.</summary>
    public static float[] FromOnnx(CellKind cell, ReadOnlySpan<float> stacked)
    {
        var (order, block, result) = Prepare(cell, stacked);
        for (var place = 0; place < order.Length; place++)
        {
            stacked.Slice(place * block, block).CopyTo(result.AsSpan(order[place] * block));
        }

        return result;
    }

    private static (int[] Order, int Block, float[] Result) Prepare(CellKind cell, ReadOnlySpan<float> stacked)
    {
        var order = cell switch
        {
            CellKind.Lstm => Lstm,
            CellKind.Gru => Gru,
            _ => Elman,
        };
        return (order, stacked.Length / order.Length, new float[stacked.Length]);
    }
}
