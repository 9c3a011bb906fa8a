using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models.Cards;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report;

/// <summary>The card: what was measured when the file was written, what the model is, and the whole of it as JSON.</summary>
internal static class CardSection
{
    public static IEnumerable<PageSection> Of(ModelCard card)
    {
        if (card.Metrics is { } metrics)
            yield return new PageSection("What the card says it reaches", [.. Measured(metrics)]);
        yield return new PageSection(
            "The model",
            [
                new PageTable("Key facts", ["", ""], [.. Facts(card)]),
                new PageTable("Inputs and outputs", ["", "name", "type", "shape", "meaning"], [.. Tensors(card)]),
                new PageText(Parity(card)),
                new PagePassage("The whole card", card.ToJson(indented: true), Folded: true),
            ]
        );
    }

    private static IEnumerable<PagePart> Measured(CardMetrics metrics)
    {
        var names = metrics.Model.Keys.ToArray();
        yield return new PageTable(
            Text($"On the {metrics.Part} part, {Count(metrics.Windows)} {metrics.Unit ?? "windows"}"),
            ["", .. names],
            [
                ["the model", .. names.Select(name => Number(metrics.Model[name]))],
                .. metrics.Naive.Select(naive =>
                    (IReadOnlyList<string>)
                        [
                            naive.Key,
                            .. names.Select(name => naive.Value.TryGetValue(name, out var value) ? Number(value) : ""),
                        ]
                ),
            ]
        );
        if (metrics.Naive.Count > 0)
            yield return new PageText("The rows below the model need no model: what it must beat to be of use.");
        if (metrics.Intervals is { Count: > 0 } intervals)
            yield return new PageTable(
                "Prediction intervals",
                ["should hold", "held", "mean width"],
                [
                    .. intervals.Select(interval =>
                        (IReadOnlyList<string>)
                            [
                                Percent(interval.Upper - interval.Lower),
                                Percent(interval.Coverage),
                                Number(interval.MeanWidth),
                            ]
                    ),
                ]
            );
    }

    private static IEnumerable<IReadOnlyList<string>> Facts(ModelCard card)
    {
        var layers = card.Architecture;
        yield return ["Task", card.Task];
        yield return
        [
            "Layers",
            Text(
                $"{TrainingReport.Name(layers.Cell)}, {layers.Layers} layer{(layers.Layers == 1 ? "" : "s")} of {layers.Hidden} units{(layers.Directions == 2 ? " in both directions" : "")}"
            ),
        ];
        yield return ["Parameters", Text($"{Count(layers.Parameters)} trained numbers")];
        if (card.Series is { } series)
        {
            yield return ["Reads", Text($"{series.LookBack} rows of {string.Join(", ", series.Columns)}")];
            yield return ["Forecasts", Text($"{series.Horizon} rows of {string.Join(", ", series.AllTargets)}")];
        }
        if (card.Labels.Count > 0)
            yield return ["Labels", Few(card.Labels)];
        if (card.Vocabulary.Count > 0)
            yield return ["Vocabulary", Text($"{Count(card.Vocabulary.Count)} tokens")];
        if (card.Target is { } target)
            yield return ["Writes", Text($"{Count(target.Vocabulary.Count)} tokens")];
        if (card.TrainingData is { } data)
        {
            yield return ["Trained on", data.FileName.Length > 0 ? data.FileName : "data in memory"];
            yield return
            [
                "Parts",
                Text(
                    $"{Count(data.TrainingRows)} to learn from, {Count(data.ValidationRows)} to choose the epoch, {Count(data.TestRows)} to test"
                ),
            ];
        }
        if (card.Weights is { } weights)
            yield return
            [
                "Weights",
                Text(
                    $"{weights.Format}, {Count(weights.BytesAfter)} bytes in place of {Count(weights.BytesBefore)}; answers differ by at most {Number(weights.LargestDifference)} standard deviations"
                ),
            ];
        yield return ["Made by", card.CreatedBy];
        if (card.License is { } license)
            yield return ["License", license];
        if (card.Notes is { } notes)
            yield return ["Notes", notes];
    }

    private static IEnumerable<IReadOnlyList<string>> Tensors(ModelCard card) =>
        card
            .Inputs.Select(tensor => (Kind: "input", Tensor: tensor))
            .Concat(card.Outputs.Select(tensor => (Kind: "output", Tensor: tensor)))
            .Select(row =>
                (IReadOnlyList<string>)
                    [
                        row.Kind,
                        row.Tensor.Name,
                        $"{row.Tensor.ElementType}",
                        $"[{string.Join(", ", row.Tensor.Shape)}]",
                        row.Tensor.Meaning,
                    ]
            );

    private static string Parity(ModelCard card) =>
        card.Parity is { } parity
            ? Text(
                $"{parity.Runtime} gives what the trained module gave: over {parity.Probes} random inputs the answers differed by at most {parity.LargestRelativeDifference:0.0E+0} of their size; with more than {parity.Tolerance:0E+0} the file would not have been written."
            )
            : "The card does not say how closely the file gives what the trained module gave.";

    private static string Few(IReadOnlyList<string> labels) =>
        labels.Count <= 12
            ? string.Join(", ", labels)
            : Text($"{string.Join(", ", labels.Take(12))} and {labels.Count - 12} more");
}
