using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Cards;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report;

/// <summary>How the training went, by the history in the card: losses, learning rate, gradient norm and what else was measured.</summary>
internal static class HistorySection
{
    // From so much on the small values of a line can not be read beside its large ones.
    private const double WideRange = 50;
    private static readonly string[] LossNames = ["training", "validation"];
    private static readonly string[] NormNames = ["mean", "largest"];

    /// <summary>The section; none where there is no history.</summary>
    public static IEnumerable<PageSection> Of(ModelCard card)
    {
        if (card.History is not { Count: > 0 } history)
            return [];
        var kept = history.FirstOrDefault(epoch => epoch.Kept) ?? history[^1];
        List<PageSection> sections =
        [
            new(
                "How the training went",
                [Losses(history, kept), .. Measures(history), Rate(history), Norms(history, ClipNorm(card))]
            ),
        ];
        if (history.Any(epoch => epoch.Sample is not null))
            sections.Add(Samples(history));
        return sections;
    }

    private static Plot Losses(IReadOnlyList<CardEpoch> history, CardEpoch kept)
    {
        double[] all = [.. history.SelectMany(epoch => new[] { epoch.TrainingLoss, epoch.ValidationLoss })];
        var y = $$"""
            { "field": "loss", "type": "quantitative", "title": "loss", "scale": { "zero": false, "type": "{{Scale(
                all
            )}}" } }
            """;
        var lines = Specs
            .Lines(Specs.Whole("epoch", "epoch"), y, Specs.Colors("part", LossNames, PlotColors.All))
            .ToJsonString();
        var spec = Specs.Parse(
            $$"""
            {
              "layer": [
                {{lines}},
                { "transform": [{ "filter": "datum.kept && datum.part == 'validation'" }],
                  "layer": [
                    { "mark": { "type": "rule", "strokeDash": [4, 4], "color": "{{PlotColors.Gray}}" }, "encoding": { "x": {{Specs.Whole(
                "epoch",
                "epoch"
            )}} } },
                    { "mark": { "type": "text", "align": "left", "dx": 5, "y": 8, "text": "kept" }, "encoding": { "x": {{Specs.Whole(
                "epoch",
                "epoch"
            )}} } }
                  ] }
              ]
            }
            """
        );
        var lowest = history.MinBy(epoch => epoch.ValidationLoss)!;
        var why =
            kept.ValidationLoss <= lowest.ValidationLoss
                ? "whose validation loss was the lowest"
                : Text($"chosen by another measure (the lowest validation loss was {Number(lowest.ValidationLoss)})");
        return new Plot(
            "loss",
            "Loss",
            Text(
                $"The loss is what training makes small. While both lines fall, the model learns what holds beyond the rows it saw; where the validation line rises while the other falls, it learns by heart. Over {history.Count} epochs the training loss went from {Number(history[0].TrainingLoss)} to {Number(history[^1].TrainingLoss)}; the weights are those of epoch {kept.Epoch}, {why}, at {Number(kept.ValidationLoss)}."
            ),
            spec,
            [
                .. history.SelectMany(epoch =>
                    new[]
                    {
                        Row(epoch, "part", "training", "loss", epoch.TrainingLoss),
                        Row(epoch, "part", "validation", "loss", epoch.ValidationLoss),
                    }
                ),
            ]
        );
    }

    private static IEnumerable<Plot> Measures(IReadOnlyList<CardEpoch> history) =>
        history
            .SelectMany(epoch => epoch.Metrics?.Keys ?? [])
            .Distinct(StringComparer.Ordinal)
            .Select(name =>
            {
                CardEpoch[] known = [.. history.Where(epoch => epoch.Metrics?.ContainsKey(name) == true)];
                var y =
                    $$"""{ "field": "value", "type": "quantitative", "title": {{JsonValue.Create(
                    name
                ).ToJsonString()}}, "scale": { "zero": false } }""";
                return new Plot(
                    "measure-" + string.Concat(name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)),
                    Text($"{name} on the validation part"),
                    Text(
                        $"Measured after every epoch beside the loss: from {Number(known[0].Metrics![name])} after epoch {known[0].Epoch} to {Number(known[^1].Metrics![name])} after epoch {known[^1].Epoch}."
                    ),
                    Specs.Lines(Specs.Whole("epoch", "epoch"), y, $$"""{ "value": "{{PlotColors.Blue}}" }"""),
                    [.. known.Select(epoch => Row(epoch, "measure", name, "value", epoch.Metrics![name]))]
                );
            });

    private static Plot Rate(IReadOnlyList<CardEpoch> history)
    {
        var (least, most) = (history.Min(epoch => epoch.LearningRate), history.Max(epoch => epoch.LearningRate));
        var went =
            least == most
                ? Text($"stayed at {Number(most)}")
                : Text(
                    $"ended the first epoch at {Number(history[0].LearningRate)} and the last at {Number(history[^1].LearningRate)}, between {Number(least)} and {Number(most)}"
                );
        return new Plot(
            "learning-rate",
            "Learning rate",
            $"How long a step along the gradient is. Large steps learn fast, small ones settle; many schedules begin with the one and end with the other. Here it {went}.",
            Specs.Lines(
                Specs.Whole("epoch", "epoch"),
                """{ "field": "rate", "type": "quantitative", "title": "learning rate at the epoch's end", "axis": { "format": "~g" } }""",
                $$"""{ "value": "{{PlotColors.Blue}}" }"""
            ),
            [.. history.Select(epoch => Row(epoch, "measure", "learning rate", "rate", epoch.LearningRate))]
        );
    }

    private static Plot Norms(IReadOnlyList<CardEpoch> history, double? bound)
    {
        double[] all =
        [
            .. history.SelectMany(epoch => new[] { epoch.MeanGradientNorm, epoch.LargestGradientNorm }),
            .. bound is { } b ? [b] : Array.Empty<double>(),
        ];
        var y = $$"""
            { "field": "norm", "type": "quantitative", "title": "norm of the gradient", "scale": { "type": "{{Scale(
                all
            )}}" } }
            """;
        var lines = Specs
            .Lines(Specs.Whole("epoch", "epoch"), y, Specs.Colors("which", NormNames, PlotColors.All))
            .ToJsonString();
        var rule = bound is not { } at
            ? ""
            : $$"""
                , { "data": { "values": [{ "norm": {{at.ToString("R", CultureInfo.InvariantCulture)}} }] },
                    "layer": [
                      { "mark": { "type": "rule", "strokeDash": [4, 4], "color": "{{PlotColors.Red}}" }, "encoding": { "y": {{y}} } },
                      { "mark": { "type": "text", "align": "left", "x": 4, "dy": 11, "text": "clipped to this" }, "encoding": { "y": {{y}} } }
                    ] }
                """;
        var clipped = bound is { } limit
            ? Text(
                $" Gradients longer than {Number(limit)} were scaled down to it before the step; that happened in {Epochs(history.Count(epoch => epoch.LargestGradientNorm > limit), history.Count)}."
            )
            : " They were not clipped.";
        return new Plot(
            "gradient-norm",
            "Gradient norm",
            Text(
                $"How long the gradients were, all parameters together. Sudden peaks are the exploding gradients of recurrent networks, values near 0 the vanishing ones. The largest was {Number(history.Max(epoch => epoch.LargestGradientNorm))}, in epoch {history.MaxBy(epoch => epoch.LargestGradientNorm)!.Epoch}.{clipped}"
            ),
            Specs.Parse($$"""{ "layer": [{{lines}}{{rule}}] }"""),
            [
                .. history.SelectMany(epoch =>
                    new[]
                    {
                        Row(epoch, "which", "mean", "norm", epoch.MeanGradientNorm),
                        Row(epoch, "which", "largest", "norm", epoch.LargestGradientNorm),
                    }
                ),
            ]
        );
    }

    private static PageSection Samples(IReadOnlyList<CardEpoch> history) =>
        new(
            "What it wrote as training went on",
            [
                new PageText(
                    "After some epochs the model wrote a text behind a line break, each time with the same random numbers at the temperature 0.8: what differs is what it had learned."
                ),
                .. history
                    .Where(epoch => epoch.Sample is not null)
                    .Select(epoch => new PagePassage(
                        Text($"After epoch {epoch.Epoch}, validation loss {Number(epoch.ValidationLoss)}"),
                        epoch.Sample!
                    )),
            ]
        );

    // By the names of the options in the cards of all tasks; 0 lets gradients be.
    private static double? ClipNorm(ModelCard card) =>
        (card.Options.GetValueOrDefault("clip-norm") ?? card.Options.GetValueOrDefault("training.clipNorm")) is { } word
        && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var norm)
        && norm > 0
            ? norm
            : null;

    private static string Epochs(int some, int all) => some == 0 ? "no epoch" : Text($"{some} of {all} epochs");

    private static string Scale(double[] values) =>
        values.Min() > 0 && values.Max() / values.Min() > WideRange ? "log" : "linear";

    private static JsonObject Row(CardEpoch epoch, string kind, string name, string field, double value) =>
        new()
        {
            ["epoch"] = epoch.Epoch,
            [kind] = name,
            [field] = JsonResults.Number(value),
            ["kept"] = epoch.Kept,
        };
}
