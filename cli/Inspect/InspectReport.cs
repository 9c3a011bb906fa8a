using System.Globalization;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Outline;
using Rnn.Onnx.Models.Tensors;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Inspect;

/// <summary>What a person reads about a file.</summary>
internal static class InspectReport
{
    private const int OthersShown = 6;

    public static void Write(
        IAnsiConsole console,
        string path,
        ModelFile file,
        GraphOutline outline,
        IReadOnlyList<string> complaints,
        IReadOnlyList<Runner> runners
    )
    {
        console.Labeled(
            "File",
            $"{path}: {new FileInfo(path).Length:N0} bytes, {outline.Parameters:N0} parameters, {outline.Nodes:N0} nodes"
        );
        var sets = file.OperatorSets.Select(set => $"{set.Key} {set.Value}");
        console.Labeled(
            "Format",
            $"IR {file.IrVersion}, operator sets {string.Join(", ", sets)}{(file.Producer.Length > 0 ? $", by {file.Producer}" : "")}"
        );
        WriteCard(console, file.Card);
        console.Write(Tensors(file));
        console.Write(Tree(file, outline));
        console.Write(Sizes(path, outline));
        foreach (var runner in runners)
            console.Labeled(Word(runner.Runs), $"{runner.Name}: {runner.What}");
        foreach (var complaint in complaints)
            console.Labeled("Wrong", complaint);
    }

    private static void WriteCard(IAnsiConsole console, ModelCard? card)
    {
        if (card is null)
        {
            console.Labeled("Card", "none: another program's file, of which the graph alone tells");
            return;
        }
        console.Labeled("Card", $"{card.Name} (task {card.Task}), by {card.CreatedBy}");
        if (card.TrainingData is { } data)
            console.Labeled(
                "Data",
                $"{data.FileName}: {data.Rows:N0} rows, {data.TrainingRows:N0} to train, SHA-256 {data.Sha256?[..Math.Min(12, data.Sha256.Length)]}..."
            );
        if (card.Metrics is { } metrics)
            console.Labeled("Metrics", $"{metrics.Part}: {Figures(metrics.Model)}");
        if (card.Parity is { } parity)
            console.Labeled(
                "Parity",
                $"differed from the trained module by at most {parity.LargestRelativeDifference:0.0E+0} in {parity.Runtime}, over {parity.Probes} probes"
            );
        if (card.Labels.Count > 0)
            console.Labeled(
                "Labels",
                string.Join(", ", card.Labels.Take(20))
                    + (card.Labels.Count > 20 ? $" and {card.Labels.Count - 20} more" : "")
            );
    }

    private static Table Tensors(ModelFile file)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "Name", "Type", "Shape", "Meaning");
        Add("input", file.Inputs, file.Card?.Inputs);
        Add("optional", file.OptionalInputs, file.Card?.Inputs);
        Add("output", file.Outputs, file.Card?.Outputs);
        return table;

        void Add(string kind, IReadOnlyList<TensorInfo> tensors, IReadOnlyList<CardTensor>? told)
        {
            foreach (var tensor in tensors)
                table.AddRow(
                    kind,
                    Markup.Escape(tensor.Name),
                    $"{tensor.ElementType}",
                    Markup.Escape($"[{string.Join(", ", tensor.Shape)}]"),
                    Markup.Escape(told?.FirstOrDefault(one => one.Name == tensor.Name)?.Meaning ?? "")
                );
        }
    }

    private static Tree Tree(ModelFile file, GraphOutline outline)
    {
        var tree = new Tree(Markup.Escape(file.GraphName.Length > 0 ? file.GraphName : "graph"));
        Add(tree, outline.Parts, outline.Others);
        return tree;

        static void Add(IHasTreeNodes at, IReadOnlyList<GraphPart> parts, IReadOnlyList<OperatorCount> others)
        {
            foreach (var part in parts)
                Add(at.AddNode(new Text(Line(part))), part.Parts, part.Others);
            if (others.Count > 0)
                at.AddNode(new Text(Line(others)));
        }
    }

    private static string Line(GraphPart part)
    {
        var parameters = part.Parameters > 0 ? Text($", {part.Parameters:N0} parameters") : "";
        var shared = part.Shared.Count > 0 ? $", with {string.Join(", ", part.Shared)}" : "";
        return $"{part.Name}: {part.Operator}{(part.What.Length > 0 ? $" ({part.What})" : "")}{parameters}{shared}";
    }

    private static string Line(IReadOnlyList<OperatorCount> others)
    {
        var shown = others
            .Take(OthersShown)
            .Select(other => other.Nodes == 1 ? other.Operator : $"{other.Nodes} {other.Operator}");
        var left = others.Skip(OthersShown).Sum(other => other.Nodes);
        return $"{string.Join(", ", shown)}{(left > 0 ? $" and {left} more nodes" : "")} without weights";
    }

    // By the first word of the parts' names, the largest first.
    private static Table Sizes(string path, GraphOutline outline)
    {
        var all = new FileInfo(path).Length;
        var table = new Table().Border(TableBorder.Simple).AddColumns("Part", "Parameters", "Bytes", "Share");
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        var groups = outline
            .All.GroupBy(part => part.Name.Split('.', '/')[0])
            .Select(group =>
                (group.Key, Parameters: group.Sum(part => part.Parameters), Bytes: group.Sum(part => part.Bytes))
            )
            .Where(group => group.Bytes > 0)
            .OrderByDescending(group => group.Bytes);
        foreach (var (name, parameters, bytes) in groups)
            Add(name, Text($"{parameters:N0}"), bytes);
        Add("card and other metadata", "", outline.MetadataBytes);
        Add("nodes, names and small constants", "", outline.RestBytes);
        return table;

        void Add(string name, string parameters, long bytes) =>
            table.AddRow(Markup.Escape(name), parameters, Text($"{bytes:N0}"), Text($"{100.0 * bytes / all:F1} %"));
    }

    private static string Figures(IReadOnlyDictionary<string, double> figures) =>
        string.Join(
            ", ",
            figures.Select(figure => $"{figure.Key} {figure.Value.ToString("G5", CultureInfo.InvariantCulture)}")
        );

    private static string Word(bool? runs) =>
        runs switch
        {
            true => "Runs",
            false => "Fails",
            null => "Unknown",
        };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
