namespace Rnn.Onnx.Models.Tests.Recurrent;

/// <summary>A tensor of the test's own runtime. Integers are kept as doubles, which hold them exactly.</summary>
internal sealed record OnnxTensor(int[] Shape, double[] Data)
{
    public static OnnxTensor Of(int[] shape, float[] data) => new(shape, [.. data.Select(value => (double)value)]);

    public float[] Floats => [.. Data.Select(value => (float)value)];

    public OnnxTensor Reshape(params int[] shape) => new(shape, Data);

    public OnnxTensor Transpose(int[] permutation)
    {
        int[] shape = [.. permutation.Select(axis => Shape[axis])];
        var result = new double[Data.Length];
        var index = new int[shape.Length];
        for (var flat = 0; flat < result.Length; flat++)
        {
            var rest = flat;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            var source = 0;
            for (var axis = 0; axis < Shape.Length; axis++)
            {
                source = (source * Shape[axis]) + index[Array.IndexOf(permutation, axis)];
            }

            result[flat] = Data[source];
        }

        return new(shape, result);
    }
}
