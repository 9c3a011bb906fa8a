using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference;

/// <summary>A batch of one row, beside a copy of itself.</summary>
internal static class LoneRow
{
    /// <summary>Whether the inputs that must be fed hold one row. Not for foreign files, where it is unknown which dimension that is.</summary>
    public static bool Is(IReadOnlyList<NamedTensor> inputs, IReadOnlyList<TensorInfo> declared) =>
        declared.Any(info => IsOfRows(info))
        && inputs.Where(input => IsOfRows(input, declared)).All(input => input.Shape is [1, ..]);

    /// <summary>The row twice; what has a default, such as a temperature, is not of rows and stays.</summary>
    public static IReadOnlyList<NamedTensor> Twice(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<TensorInfo> declared
    ) => [.. inputs.Select(input => IsOfRows(input, declared) ? Twice(input) : input)];

    /// <summary>The first of two rows.</summary>
    public static IReadOnlyList<NamedTensor> Half(IReadOnlyList<NamedTensor> outputs) =>
        [.. outputs.Select(output => output.Shape is [2, ..] ? Half(output) : output)];

    private static bool IsOfRows(NamedTensor input, IReadOnlyList<TensorInfo> declared) =>
        declared.Any(info => info.Name == input.Name && IsOfRows(info));

    // The states of a decoder have "rows", the lanes of a batch.
    private static bool IsOfRows(TensorInfo info) => info.Shape is [{ Symbol: "batch" or "rows" }, ..];

    private static NamedTensor Twice(NamedTensor row)
    {
        var data = Array.CreateInstance(row.Data.GetType().GetElementType()!, 2 * row.Data.Length);
        row.Data.CopyTo(data, 0);
        row.Data.CopyTo(data, row.Data.Length);
        return Of(row, data, 2);
    }

    private static NamedTensor Half(NamedTensor rows)
    {
        var data = Array.CreateInstance(rows.Data.GetType().GetElementType()!, rows.Data.Length / 2);
        Array.Copy(rows.Data, data, data.Length);
        return Of(rows, data, 1);
    }

    private static NamedTensor Of(NamedTensor like, Array data, long rows)
    {
        long[] shape = [rows, .. like.Shape[1..]];
        return data switch
        {
            float[] values => NamedTensor.Of(like.Name, values, shape),
            long[] values => NamedTensor.Of(like.Name, values, shape),
            int[] values => NamedTensor.Of(like.Name, values, shape),
            bool[] values => NamedTensor.Of(like.Name, values, shape),
            var values => NamedTensor.Of(like.Name, (string[])values, shape),
        };
    }
}
