using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>A small chart in characters: what was, and what is forecast, over one axis of time.</summary>
internal static class TerminalChart
{
    private const char Past = '·';
    private const char Future = '●';

    /// <summary>Draws both parts side by side, two characters a step, or one where that is too wide.</summary>
    /// <param name="past">Known values; the oldest are left out where even one character a step is too wide.</param>
    /// <param name="future">Forecast values, following directly; none for a chart of the past alone.</param>
    /// <param name="maximumWidth">Characters of a line.</param>
    /// <param name="height">Lines of the chart.</param>
    public static IReadOnlyList<string> Draw(
        IReadOnlyList<float> past,
        IReadOnlyList<float> future,
        int maximumWidth,
        int height = 10
    )
    {
        var (low, high) = (past.Concat(future).Min(), past.Concat(future).Max());
        var step = high > low ? (high - low) / (height - 1) : 1;
        var labels = Enumerable.Range(0, height).Select(i => Label(low + (height - 1 - i) * step)).ToArray();
        var margin = labels.Max(label => label.Length);
        var room = maximumWidth - margin - 3;
        var spread = 2 * (past.Count + future.Count) <= room ? 2 : 1;
        var shown = past.Skip(Math.Max(0, past.Count + future.Count - room / spread)).ToArray();

        var lines = new List<string>();
        for (var row = 0; row < height; row++)
        {
            var line = new StringBuilder(labels[row].PadLeft(margin)).Append(" │");
            foreach (var value in shown)
                line.Append(Level(value) == row ? Past : ' ').Append(' ', spread - 1);
            foreach (var value in future)
                line.Append(Level(value) == row ? Future : ' ').Append(' ', spread - 1);
            lines.Add(line.ToString().TrimEnd());
        }
        var ahead = future.Count == 0 ? "" : "┴" + new string('─', spread * future.Count - 1);
        lines.Add($"{new string(' ', margin)} └{new string('─', spread * shown.Length)}{ahead}");
        return lines;

        int Level(float value) => height - 1 - (int)MathF.Round((value - low) / step);
    }

    private static string Label(float value) =>
        value.ToString(MathF.Abs(value) >= 1000 ? "#,##0" : "0.###", CultureInfo.InvariantCulture);
}
