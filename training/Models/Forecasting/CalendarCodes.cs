using Rnn.Onnx.Models.Series;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>
/// Which of a feature's embeddings a date has: the values of its fields as the digits of one number, the first field the
/// highest. The same whole-number arithmetic makes the nodes of the exported graph.
/// </summary>
internal static class CalendarCodes
{
    /// <summary>Different codes of a feature.</summary>
    public static int Count(CalendarFeature feature) =>
        feature.Fields.Aggregate(1, (count, field) => count * Calendar.ValueCount(field));

    /// <summary>Codes of dates, in the shape of the dates.</summary>
    /// <param name="arithmetic">How whole numbers are computed with.</param>
    /// <param name="dates">The calendar of the dates.</param>
    /// <param name="feature">The feature.</param>
    public static T Of<T>(IIntegerArithmetic<T> arithmetic, CalendarFormula<T> dates, CalendarFeature feature)
    {
        var code = dates[feature.Fields[0]];
        foreach (var field in feature.Fields.Skip(1))
            code = arithmetic.Add(arithmetic.Multiply(code, Calendar.ValueCount(field)), dates[field]);
        return code;
    }
}

/// <summary>Whole numbers in int64 tensors.</summary>
internal sealed class TensorArithmetic : IIntegerArithmetic<Tensor>
{
    public static readonly TensorArithmetic Instance = new();

    public Tensor Add(Tensor a, Tensor b) => a + b;

    public Tensor Subtract(Tensor a, Tensor b) => a - b;

    public Tensor Add(Tensor a, long b) => a + b;

    public Tensor Multiply(Tensor a, long b) => a * b;

    public Tensor Divide(Tensor a, long b) => a.div(b, RoundingMode.trunc);
}
