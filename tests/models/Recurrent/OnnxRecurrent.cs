using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Tests.Recurrent;

/// <summary>The equations of the standard's LSTM (gates i, o, f, c), GRU (z, r, h; linear_before_reset = 1) and RNN.</summary>
internal static class OnnxRecurrent
{
    // Inputs: X [T, N, C], W [D, G*H, C], R [D, G*H, H], B [D, 2*G*H], sequence_lens [N], initial_h and initial_c [D, N, H].
    public static OnnxTensor[] Evaluate(NodeProto node, OnnxTensor?[] arguments)
    {
        var (x, w, r) = (arguments[0]!, arguments[1]!, arguments[2]!);
        int steps = x.Shape[0],
            batch = x.Shape[1],
            features = x.Shape[2];
        int directions = w.Shape[0],
            rows = w.Shape[1],
            hidden = r.Shape[2];
        Assert.AreEqual(hidden, node.Attribute.Single(attribute => attribute.Name == "hidden_size").I);
        var y = new double[steps * directions * batch * hidden];
        var finalHidden = new double[directions * batch * hidden];
        var finalCell = new double[directions * batch * hidden];

        for (var d = 0; d < directions; d++)
        {
            for (var n = 0; n < batch; n++)
            {
                var state = (d * batch) + n;
                var h = State(arguments, 5, state, hidden);
                var c = State(arguments, 6, state, hidden);
                var length = Argument(arguments, 4) is { } lengths ? (int)lengths.Data[n] : steps;
                for (var step = 0; step < length; step++)
                {
                    var t = d == 1 ? length - 1 - step : step;
                    var input = x.Data.AsSpan(((t * batch) + n) * features, features);
                    var fromInput = Affine(w, Argument(arguments, 3), d, rows, input, biasPart: 0);
                    var fromState = Affine(r, Argument(arguments, 3), d, rows, h, biasPart: 1);
                    (h, c) = Step(node, fromInput, fromState, h, c);
                    h.CopyTo(y, ((((t * directions) + d) * batch) + n) * hidden);
                }

                h.CopyTo(finalHidden, state * hidden);
                c.CopyTo(finalCell, state * hidden);
            }
        }

        int[] stateShape = [directions, batch, hidden];
        return [new([steps, .. stateShape], y), new(stateShape, finalHidden), new(stateShape, finalCell)];
    }

    private static (double[] H, double[] C) Step(
        NodeProto node,
        double[] x,
        double[] h,
        double[] previous,
        double[] cell
    )
    {
        var hidden = previous.Length;
        var next = new double[hidden];
        var nextCell = new double[hidden];
        var activations = node
            .Attribute.SingleOrDefault(a => a.Name == "activations")
            ?.Strings.Select(s => s.ToStringUtf8());
        for (var j = 0; j < hidden; j++)
        {
            double Sum(int gate) => x[(gate * hidden) + j] + h[(gate * hidden) + j];
            switch (node.OpType)
            {
                case "LSTM":
                    nextCell[j] = (Sigmoid(Sum(2)) * cell[j]) + (Sigmoid(Sum(0)) * Math.Tanh(Sum(3)));
                    next[j] = Sigmoid(Sum(1)) * Math.Tanh(nextCell[j]);
                    break;
                case "GRU":
                    Assert.AreEqual(1, node.Attribute.Single(a => a.Name == "linear_before_reset").I);
                    var z = Sigmoid(Sum(0));
                    var candidate = Math.Tanh(x[(2 * hidden) + j] + (Sigmoid(Sum(1)) * h[(2 * hidden) + j]));
                    next[j] = ((1 - z) * candidate) + (z * previous[j]);
                    break;
                default:
                    next[j] = (activations?.First() ?? "Tanh") == "Relu" ? Math.Max(0, Sum(0)) : Math.Tanh(Sum(0));
                    break;
            }
        }

        return (next, nextCell);
    }

    private static double[] Affine(
        OnnxTensor weights,
        OnnxTensor? bias,
        int d,
        int rows,
        ReadOnlySpan<double> input,
        int biasPart
    )
    {
        var result = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            result[row] = bias?.Data[(((d * 2) + biasPart) * rows) + row] ?? 0;
            for (var column = 0; column < input.Length; column++)
            {
                result[row] += weights.Data[(((d * rows) + row) * input.Length) + column] * input[column];
            }
        }

        return result;
    }

    private static double[] State(OnnxTensor?[] arguments, int index, int state, int hidden) =>
        Argument(arguments, index)?.Data.AsSpan(state * hidden, hidden).ToArray() ?? new double[hidden];

    private static OnnxTensor? Argument(OnnxTensor?[] arguments, int index) =>
        index < arguments.Length ? arguments[index] : null;

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
