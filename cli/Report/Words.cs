using System.Globalization;

namespace Rnn.Onnx.Cli.Report;

/// <summary>Numbers and lists as a report's sentences have them.</summary>
internal static class Words
{
    /// <summary>Four digits, or as many as stand before the point; none where there is no number.</summary>
    public static string Number(double value) =>
        !double.IsFinite(value) ? "none"
        : Math.Abs(value) >= 1000 ? value.ToString("N0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 100 ? value.ToString("F1", CultureInfo.InvariantCulture)
        : value != 0 && Math.Abs(value) < 0.001 ? value.ToString("0.###E+0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 in percent, with one digit behind the point.</summary>
    public static string Percent(double share) => Text($"{100 * share:0.0} %");

    /// <summary>A text with its numbers as in English.</summary>
    public static string Text(FormattableString text) => FormattableString.Invariant(text);
}
