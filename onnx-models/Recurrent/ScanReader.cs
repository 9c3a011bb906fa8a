using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>A Scan back into a direction of a layer: what DirectionScan did, the other way round.</summary>
internal static class ScanReader
{
    public static RecurrentWeights Read(ModelFile file, NodeProto scan)
    {
        var weight = WeightReader.Floats(file, scan.Name + ".weight", scan.Name, rank: 2); // [C, G*H]
        var recurrence = WeightReader.Floats(file, scan.Name + ".recurrence", scan.Name, rank: 2); // [H, G*H]
        var (features, hidden) = ((int)weight.Shape[0], (int)recurrence.Shape[0]);
        return new RecurrentWeights(
            features,
            hidden,
            Transposed.Of(weight.Floats, features, (int)weight.Shape[1]),
            Transposed.Of(recurrence.Floats, hidden, (int)recurrence.Shape[1]),
            Vector("bias_ih"),
            Vector("bias_hh")
        )
        {
            Normalization = Vector("gain_ih") is { } gain
                ? new CellNormalization(gain, Vector("gain_hh")!, Vector("gain_cell"), Vector("bias_cell"))
                : null,
        };

        float[]? Vector(string what) =>
            file.Initializer($"{scan.Name}.{what}") is { } tensor
                ? WeightReader.Floats(file, tensor.Name, scan.Name, rank: 1).Floats
                : null;
    }

    /// <summary>The cell tells itself by its number of gates; the two Elman cells by their activation.</summary>
    public static CellKind Cell(ModelFile file, NodeProto scan)
    {
        var recurrence = WeightReader.Floats(file, scan.Name + ".recurrence", scan.Name, rank: 2); // [H, G*H]
        return (recurrence.Shape[1] / Math.Max(1, recurrence.Shape[0])) switch
        {
            4 => CellKind.Lstm,
            3 => CellKind.Gru,
            _ => scan.Attribute.Single(a => a.Name == "body").G.Node.Any(node => node.OpType == "Relu")
                ? CellKind.ElmanRelu
                : CellKind.ElmanTanh,
        };
    }
}
