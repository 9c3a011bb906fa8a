using System.Numerics;

namespace Rnn.Onnx.Models;

/// <summary>Checks of option values; each failure is one sentence that names the option, its range and the value found.</summary>
public static class OptionRange
{
    /// <summary>Refuses a value below <paramref name="least"/>.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="least">The smallest value allowed.</param>
    /// <param name="option">The option as the user writes it, without dashes.</param>
    /// <exception cref="InvalidInputException">The value is smaller, or not a number.</exception>
    public static void AtLeast<T>(T value, T least, string option)
        where T : INumber<T>
    {
        if (!(value >= least))
            throw Invalid(option, FormattableString.Invariant($"{least} or more"), value);
    }

    /// <summary>Refuses a value outside the half-open range from <paramref name="from"/> to below <paramref name="below"/>.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="from">The smallest value allowed.</param>
    /// <param name="below">The smallest value that is too large.</param>
    /// <param name="option">The option as the user writes it, without dashes.</param>
    /// <exception cref="InvalidInputException">The value is outside, or not a number.</exception>
    public static void Within(double value, double from, double below, string option)
    {
        if (!(value >= from && value < below))
            throw Invalid(option, FormattableString.Invariant($"a value from {from} to below {below}"), value);
    }

    /// <summary>Refuses what is not a finite number above 0.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="option">The option as the user writes it, without dashes.</param>
    /// <exception cref="InvalidInputException">The value is 0 or less, infinite or not a number.</exception>
    public static void Positive(double value, string option)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw Invalid(option, "a finite number above 0", value);
    }

    /// <summary>Refuses what is not a finite number of 0 or more.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="option">The option as the user writes it, without dashes.</param>
    /// <exception cref="InvalidInputException">The value is below 0, infinite or not a number.</exception>
    public static void NotNegative(double value, string option)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw Invalid(option, "a finite number of 0 or more", value);
    }

    private static InvalidInputException Invalid<T>(string option, string expected, T found)
        where T : INumber<T> => Errors.InvalidInput($"Option {option}: expected {expected}, found {found}.");
}
