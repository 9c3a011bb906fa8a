using System.CommandLine;
using System.Globalization;
using Rnn.Onnx.Cli.Lab;
using Rnn.Onnx.Cli.Terminal;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Data;

/// <summary><c>rnn data describe</c>: what is in a CSV file, and what to type next.</summary>
internal static class DescribeCommand
{
    private const int ChartColumns = 70;

    public static Command Create(Reply reply)
    {
        var file = new Argument<string>("file") { Description = "The CSV file, with a header." };
        var target = new Option<string?>("--target")
        {
            Description = "The column that seasonality and chart are of; the last one of numbers by default.",
        };
        var date = new Option<string[]>("--date")
        {
            Description =
                "The column of the date, or its parts in the order year, month, day[, hour]; found by itself as a rule.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new Command(
            "describe",
            "Rows, columns, gaps, seasonality and a small chart of any CSV file. Example: rnn data describe births.csv"
        )
        {
            file,
            target,
            date,
        };
        command.SetAction(parsed =>
        {
            var table = TableDescription.Read(
                parsed.GetRequiredValue(file),
                parsed.GetValue(target),
                SeriesOptions.SplitList(parsed.GetValue(date))
            );
            Write(reply.Console, table);
            var json = JsonResults.Of(table)!.AsObject();
            json["next"] = Next(table);
            reply.Result(json);
            return App.Success;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, TableDescription table)
    {
        console.Labeled("File", $"{table.Path}: {table.Rows:N0} rows, {table.Columns.Count} columns");
        console.Labeled("Dates", Dates(table));
        console.Write(Columns(table));
        var constant = table.Columns.Where(column => column.IsConstant).Select(column => column.Name).ToArray();
        if (constant.Length > 0)
            console.Labeled("Constant", string.Join(", ", constant));
        if (table.Target is null)
            return;
        console.Labeled(
            "Seasons",
            table.Seasons.Count == 0
                ? $"none found in {table.Target}"
                : $"of {table.Target}, autocorrelation by period: {string.Join(", ", table.Seasons.Select(season => Text($"{season.Period} steps {season.Correlation:F2}")))}"
        );
        var chart = Means(table.Values, ChartColumns);
        if (chart.Length > 1)
        {
            console.Labeled(
                "Chart",
                $"{table.Target}{(table.Values.Count > chart.Length ? $", means of {table.Values.Count / (double)chart.Length:F0} rows" : "")}"
            );
            foreach (var line in TerminalChart.Draw(chart, [], ChartColumns + 20))
                console.WriteLine(line);
        }
        console.Labeled("Next", Next(table)!);
    }

    private static string Dates(TableDescription table)
    {
        if (table.DateColumns.Count == 0)
            return "none found";
        var columns = string.Join(", ", table.DateColumns);
        if (table.DateTrouble is { } trouble)
            return $"{columns}, but not as a series: {trouble}";
        var gaps = table.MissingRows == 0 ? "no row missing" : Text($"{table.MissingRows:N0} rows missing");
        return $"{columns}: {Date(table.First)} to {Date(table.Last)}, step {table.Step ?? "none"}, {gaps}";
    }

    private static Table Columns(TableDescription table)
    {
        var shown = LabVerb.Table("column", "holds", "min", "mean", "max", "missing", "distinct");
        foreach (var column in table.Columns)
            shown.AddRow(
                Markup.Escape(column.Name),
                Markup.Escape(Holds(column)),
                Number(column.Minimum),
                Number(column.Mean),
                Number(column.Maximum),
                Text($"{column.Missing:N0}"),
                Text($"{column.Distinct:N0}")
            );
        return shown;
    }

    private static string Holds(ColumnDescription column) =>
        column.Kind switch
        {
            ColumnKind.Date => "date",
            ColumnKind.Number => "numbers",
            _ => $"texts: {string.Join(", ", column.Frequent.Select(one => Text($"{one.Key} {one.Value:N0}")))}",
        };

    /// <summary>The command that trains on the file; null where it has no numbers.</summary>
    private static string? Next(TableDescription table)
    {
        if (table.Target is not { } target)
            return null;
        var period = table.Seasons.Count == 0 ? "" : Text($" --period {table.Seasons[0].Period}");
        var missing =
            table.MissingRows > 0 || table.Columns.Any(column => column.Name == target && column.Missing > 0)
                ? " --missing interpolate"
                : "";
        return $"rnn train forecast --data {Quoted(table.Path)} --target {Quoted(target)}{period}{missing}";
    }

    // A point for some rows each, where there are more than fit.
    private static float[] Means(IReadOnlyList<double> values, int most)
    {
        var size = Math.Max(1, (int)Math.Ceiling(values.Count / (double)most));
        return
        [
            .. values
                .Chunk(size)
                .Select(chunk => chunk.Where(double.IsFinite).ToArray())
                .Where(chunk => chunk.Length > 0)
                .Select(chunk => (float)chunk.Average()),
        ];
    }

    private static string Date(DateTime? date) =>
        date?.ToString(
            date.Value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture
        ) ?? "";

    private static string Number(double? value) =>
        value?.ToString(Math.Abs(value.Value) >= 1000 ? "#,##0.#" : "0.###", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
