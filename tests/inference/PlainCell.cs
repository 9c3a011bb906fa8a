using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>The equations of the cells, plain and layer-normalized (Ba, Kiros and Hinton 2016), for one row, in double precision.</summary>
internal sealed class PlainCell(CellKind kind, RecurrentWeights weights)
{
    private readonly int size = weights.Hidden;

    public (double[] Hidden, double[] Cell) Step(double[] input, double[] hidden, double[] cell)
    {
        var gains = weights.Normalization;
        var x = Part(weights.WeightIh, input, weights.BiasIh, gains?.GainIh);
        var r = Part(weights.WeightHh, hidden, weights.BiasHh, gains?.GainHh);
        var (next, nextCell) = (new double[size], new double[size]);
        if (kind == CellKind.Lstm)
        {
            for (var j = 0; j < size; j++)
                nextCell[j] = Sigmoid(Gate(1, j)) * cell[j] + Sigmoid(Gate(0, j)) * Math.Tanh(Gate(2, j));
            var shown = gains is null ? nextCell : Normalized(nextCell, gains.GainCell!, gains.BiasCell);
            for (var j = 0; j < size; j++)
                next[j] = Sigmoid(Gate(3, j)) * Math.Tanh(shown[j]);
            return (next, nextCell);
        }

        for (var j = 0; j < size; j++)
        {
            if (kind == CellKind.Gru)
            {
                var z = Sigmoid(Gate(1, j));
                var candidate = Math.Tanh(x[2 * size + j] + Sigmoid(Gate(0, j)) * r[2 * size + j]);
                next[j] = (1 - z) * candidate + z * hidden[j];
            }
            else
            {
                next[j] = kind == CellKind.ElmanRelu ? Math.Max(0, Gate(0, j)) : Math.Tanh(Gate(0, j));
            }
        }

        return (next, nextCell);

        double Gate(int gate, int j) => x[gate * size + j] + r[gate * size + j];
    }

    private double[] Part(float[] matrix, double[] vector, float[]? bias, float[]? gain)
    {
        var rows = kind.GateCount() * size;
        var product = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < vector.Length; column++)
                product[row] += matrix[row * vector.Length + column] * vector[column];
        }

        if (gain is null)
            return bias is null ? product : [.. product.Zip(bias, (value, b) => value + b)];
        if (kind != CellKind.Gru)
            return Normalized(product, gain, bias);
        var split = 2 * size;
        return
        [
            .. Normalized(product[..split], gain[..split], bias?[..split]),
            .. Normalized(product[split..], gain[split..], bias?[split..]),
        ];
    }

    private static double[] Normalized(double[] values, float[] gain, float[]? shift)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + 1e-5);
        return [.. values.Select((value, i) => (value - mean) / deviation * gain[i] + (shift?[i] ?? 0))];
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
