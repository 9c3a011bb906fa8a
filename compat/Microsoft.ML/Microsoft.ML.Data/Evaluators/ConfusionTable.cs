using System.Text;

namespace Microsoft.ML.Data;

/// <summary>A confusion matrix as text, numbers in the current culture.</summary>
internal static class ConfusionTable
{
    private const int NarrowestRowLabel = 9;

    public static string Format(ConfusionMatrix matrix, string[] names, bool isBinary)
    {
        var classes = matrix.NumberOfClasses;
        var width = classes == 2 ? 8 : 5;
        var longest = names.Max(name => name.Length);
        // Names that do not fit above the columns stand at the rows only, beside the numbers that stand for them.
        var digits = longest > width ? $"{classes - 1}".Length : 0;
        var labelWidth = Math.Max(NarrowestRowLabel, digits > 0 ? longest + digits + 2 : longest);
        var rule = new string('=', classes * (classes == 2 ? 11 : 8));

        string Title(string text) => text.PadRight(10) + new string(' ', labelWidth - NarrowestRowLabel) + "||";
        string ColumnName(int i) => digits > 0 ? $"{i}" : names[i];
        string RowName(int i) =>
            digits > 0
                ? $"{i}".PadLeft(digits) + ". " + names[i].PadLeft(labelWidth - digits - 2)
                : names[i].PadLeft(labelWidth);
        string Cells(Func<int, string> cell) => string.Concat(Enumerable.Range(0, classes).Select(cell));

        var text = new StringBuilder();
        text.AppendLine(isBinary ? PositiveRatio(matrix, names[0]) : "");
        text.AppendLine("Confusion table");
        text.AppendLine(Title("") + rule);
        text.AppendLine(Title("PREDICTED") + Cells(i => $" {ColumnName(i).PadLeft(width)} |") + " Recall");
        text.AppendLine(Title("TRUTH") + rule);
        for (var row = 0; row < classes; row++)
        {
            var counts = Cells(i => $" {matrix.Counts[row][i].ToString("N0").PadLeft(width)} |");
            text.AppendLine($"{RowName(row)} ||{counts} {matrix.PerClassRecall[row], 5:F4}");
        }
        text.AppendLine(Title("") + rule);
        text.AppendLine(
            Title("Precision") + Cells(i => $"{matrix.PerClassPrecision[i].ToString("N4").PadLeft(width + 1)} |")
        );
        return text.ToString();
    }

    private static string PositiveRatio(ConfusionMatrix matrix, string name)
    {
        var positives = matrix.Counts[0].Sum();
        var negatives = matrix.Counts[1].Sum();
        var ratio = positives / (positives + negatives);
        return $"TEST {name.ToUpper()} RATIO:\t{ratio:N4} ({positives:F1}/({positives:F1}+{negatives:F1}))";
    }
}
