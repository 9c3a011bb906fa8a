using Rnn.Onnx.Models.Graph;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// One step of every cell in plain operators, each equation above its code. Gates stand in PyTorch's order; x is W x + b of the
/// step and r is R h + b, each normalized where the cell is. N batch, H hidden units, G gates.
/// </summary>
internal static class CellEquations
{
    /// <summary>Adds the step of a cell.</summary>
    /// <param name="graph">The body of the loop over the steps.</param>
    /// <param name="kind">The cell.</param>
    /// <param name="hidden">H.</param>
    /// <param name="x">What the input gives, float [N, G*H].</param>
    /// <param name="r">What the state gives, float [N, G*H].</param>
    /// <param name="state">The state before the step, float [N, H].</param>
    /// <param name="normalizeCell">What an LSTM's cell state goes through on its way to the output.</param>
    /// <returns>The state after the step, float [N, H].</returns>
    public static RecurrentState Step(
        GraphBuilder graph,
        CellKind kind,
        long hidden,
        string x,
        string r,
        RecurrentState state,
        Func<string, string> normalizeCell
    ) =>
        kind switch
        {
            CellKind.Lstm => Lstm(graph, hidden, x, r, state.Cell!, normalizeCell),
            CellKind.Gru => Gru(graph, hidden, x, r, state.Hidden),
            CellKind.ElmanRelu => new RecurrentState(graph.Relu(graph.Add(x, r))), // h' = max(0, x + r)
            _ => new RecurrentState(graph.Tanh(graph.Add(x, r))), // h' = tanh(x + r)
        };

    /// <summary>
    /// Normalizes the product of a weight matrix, float [..., G*H]: the gates of an LSTM all together over 4H; of a GRU r and z
    /// together over 2H, because n needs its own (r multiplies its recurrent part before the sum); an Elman cell's over H.
    /// </summary>
    public static string Normalize(GraphBuilder graph, CellKind kind, long hidden, string x, string gain, string shift)
    {
        if (kind != CellKind.Gru)
        {
            return LayerNorm(graph, x, kind.GateCount() * hidden, gain, shift);
        }

        long[] sizes = [2 * hidden, hidden];
        var parts = graph.Split(x, -1, sizes);
        var gains = graph.Split(gain, 0, sizes);
        var shifts = shift.Length == 0 ? ["", ""] : graph.Split(shift, 0, sizes);
        return graph.Concat(
            -1,
            [
                LayerNorm(graph, parts[0], sizes[0], gains[0], shifts[0]),
                LayerNorm(graph, parts[1], sizes[1], gains[1], shifts[1]),
            ]
        );
    }

    /// <summary>LN(x) = gain * (x - mean(x)) / sqrt(variance(x) + epsilon) + shift, over the last dimension, of that size; "" for no shift.</summary>
    public static string LayerNorm(GraphBuilder graph, string x, long size, string gain, string shift)
    {
        var centered = graph.Sub(x, RowSums.MeanOfLast(graph, x, (int)size));
        var variance = RowSums.MeanOfLast(graph, graph.Mul(centered, centered), (int)size);
        var deviation = graph.Sqrt(graph.Add(variance, graph.Scalar(CellNormalization.Epsilon)));
        var scaled = graph.Mul(graph.Div(centered, deviation), gain);
        return shift.Length == 0 ? scaled : graph.Add(scaled, shift);
    }

    // i, f, o = sigmoid(x + r), g = tanh(x + r); c' = f * c + i * g; h' = o * tanh(c'), or o * tanh(LN(c')) when normalized.
    private static RecurrentState Lstm(
        GraphBuilder graph,
        long hidden,
        string x,
        string r,
        string cell,
        Func<string, string> normalizeCell
    )
    {
        var gates = graph.Split(graph.Add(x, r), -1, [hidden, hidden, hidden, hidden]);
        var (input, forget, candidate, output) = (gates[0], gates[1], gates[2], gates[3]);
        var next = graph.Add(
            graph.Mul(graph.Sigmoid(forget), cell),
            graph.Mul(graph.Sigmoid(input), graph.Tanh(candidate))
        );
        return new RecurrentState(graph.Mul(graph.Sigmoid(output), graph.Tanh(normalizeCell(next))), next);
    }

    // r, z = sigmoid(x + r); n = tanh(x_n + r * r_n); h' = (1 - z) * n + z * h = n + z * (h - n)
    private static RecurrentState Gru(GraphBuilder graph, long hidden, string x, string r, string state)
    {
        long[] sizes = [2 * hidden, hidden];
        var (fromInput, fromState) = (graph.Split(x, -1, sizes), graph.Split(r, -1, sizes));
        var gates = graph.Split(graph.Sigmoid(graph.Add(fromInput[0], fromState[0])), -1, [hidden, hidden]);
        var (reset, update) = (gates[0], gates[1]);
        var candidate = graph.Tanh(graph.Add(fromInput[1], graph.Mul(reset, fromState[1])));
        return new RecurrentState(graph.Add(candidate, graph.Mul(update, graph.Sub(state, candidate))));
    }
}
