using System.Globalization;
using System.Numerics;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training;

/// <summary>Checks of option values; each failure names the option, its range and the value found.</summary>
internal static class OptionRange
{
    public static void AtLeast<T>(T value, T least, string option)
        where T : INumber<T>
    {
        if (!(value >= least))
            throw Invalid(option, FormattableString.Invariant($"{least} or more"), value);
    }

    /// <summary>Within the half-open range from <paramref name="from"/> to below <paramref name="below"/>.</summary>
    public static void Within(double value, double from, double below, string option)
    {
        if (!(value >= from && value < below))
            throw Invalid(option, FormattableString.Invariant($"a value from {from} to below {below}"), value);
    }

    public static void Positive(double value, string option)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw Invalid(option, "a finite number above 0", value);
    }

    private static InvalidInputException Invalid<T>(string option, string expected, T found)
        where T : INumber<T> =>
        new($"Option {option}: expected {expected}, found {found.ToString(null, CultureInfo.InvariantCulture)}.");
}
