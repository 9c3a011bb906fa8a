using System.Globalization;

namespace Rnn.Onnx.Models.Tensors;

/// <summary>Counts elements without trusting the numbers.</summary>
internal static class TensorSize
{
    /// <summary>The product of the dimensions (1 for a scalar), or -1 when one is negative or the product is over 2^63.</summary>
    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        var overflow = false;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                return -1;
            }

            if (dimension == 0)
            {
                return shape.ContainsAnyInRange(long.MinValue, -1) ? -1 : 0;
            }

            overflow |= count > long.MaxValue / dimension;
            count = overflow ? 1 : count * dimension;
        }

        return overflow ? -1 : count;
    }

    public static string Text(ReadOnlySpan<long> shape) => string.Join(", ", shape.ToArray());

    public static string CountText(long count) =>
        count < 0 ? "a possible number of" : count.ToString(CultureInfo.InvariantCulture);
}
