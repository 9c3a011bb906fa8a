using System.Globalization;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Data;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    /// <summary>The date, or a part of it.</summary>
    Date,

    /// <summary>Numbers, but for what is missing.</summary>
    Number,

    /// <summary>Anything else.</summary>
    Text,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Missing">Rows in which it holds nothing.</param>
/// <param name="Distinct">Different values, without what is missing.</param>
/// <param name="Minimum">Of numbers; null otherwise.</param>
/// <param name="Mean">Of numbers; null otherwise.</param>
/// <param name="Maximum">Of numbers; null otherwise.</param>
/// <param name="Frequent">Of texts, the three that come most often, with their numbers; empty otherwise.</param>
internal sealed record ColumnDescription(
    string Name,
    ColumnKind Kind,
    int Missing,
    int Distinct,
    double? Minimum,
    double? Mean,
    double? Maximum,
    IReadOnlyDictionary<string, int> Frequent
)
{
    private const int MostFrequent = 3;

    /// <summary>Whether all rows hold the same.</summary>
    public bool IsConstant => Distinct == 1 && Missing == 0;

    public static ColumnDescription Of(string name, IReadOnlyList<string> texts, bool isDate)
    {
        var present = texts.Where(text => !IsMissing(text)).ToArray();
        var counts = present.CountBy(text => text).ToArray();
        var numbers = present.Select(Number).ToArray();
        var kind =
            isDate ? ColumnKind.Date
            : present.Length > 0 && Array.TrueForAll(numbers, double.IsFinite) ? ColumnKind.Number
            : ColumnKind.Text;
        var isNumber = kind == ColumnKind.Number;
        return new ColumnDescription(
            name,
            kind,
            texts.Count - present.Length,
            counts.Length,
            isNumber ? numbers.Min() : null,
            isNumber ? numbers.Average() : null,
            isNumber ? numbers.Max() : null,
            kind == ColumnKind.Text
                ? counts
                    .OrderByDescending(one => one.Value)
                    .Take(MostFrequent)
                    .ToDictionary(one => one.Key, one => one.Value)
                : new Dictionary<string, int>()
        );
    }

    /// <summary>The values, what is missing as NaN.</summary>
    public static double[] Numbers(IEnumerable<string> texts) => [.. texts.Select(Number)];

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static bool IsMissing(string text) =>
        SeriesReader.MissingTexts.Contains(text, StringComparer.OrdinalIgnoreCase);
}
