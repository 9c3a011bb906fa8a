using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Recurrent layers with random weights, deterministic in their arguments.</summary>
internal static class RandomLayers
{
    /// <summary>Layers from the bottom to the top; every one above the first reads what the one below gives.</summary>
    public static RecurrentLayer[] Create(
        CellKind cell,
        int layers,
        bool bidirectional,
        bool bias = true,
        bool normalized = false,
        int features = 2,
        int hidden = 3
    )
    {
        var random = new Random(11);
        return
        [
            .. Enumerable
                .Range(0, layers)
                .Select(layer =>
                {
                    var width = layer == 0 ? features : (bidirectional ? 2 : 1) * hidden;
                    return new RecurrentLayer(cell, Direction(width), bidirectional ? Direction(width) : null);
                }),
        ];

        RecurrentWeights Direction(int width)
        {
            var rows = cell.GateCount() * hidden;
            return new RecurrentWeights(
                width,
                hidden,
                Uniform(rows * width),
                Uniform(rows * hidden),
                bias ? Uniform(rows) : null,
                bias ? Uniform(rows) : null
            )
            {
                Normalization = normalized ? Gains(rows) : null,
            };
        }

        CellNormalization Gains(int rows)
        {
            var isLstm = cell == CellKind.Lstm;
            return new(Gain(rows), Gain(rows), isLstm ? Gain(hidden) : null, isLstm && bias ? Uniform(hidden) : null);
        }

        float[] Uniform(int count) => [.. RandomForecasters.Uniform(random, count).Select(value => value * 0.5f)];

        float[] Gain(int count) => [.. Uniform(count).Select(value => 1 + value)];
    }
}
