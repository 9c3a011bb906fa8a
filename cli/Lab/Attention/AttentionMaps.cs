using Rnn.Onnx.Cli.Pages;
using static Rnn.Onnx.Cli.Lab.Figures;

namespace Rnn.Onnx.Cli.Lab.Attention;

/// <summary>The page of <c>rnn lab attention</c>.</summary>
internal static class AttentionMaps
{
    public static Page Of(string model, IReadOnlyList<AttentionMap> maps) =>
        new(
            "Attention: what a translator looks at",
            $"Before it writes a token, the decoder of '{model}' weighs all states of the encoder (Bahdanau, Cho and Bengio 2015; Luong, Pham and Manning 2015). Rows are the tokens that were written, from the top to the bottom; columns those that were read; each row's weights sum to 1.",
            [.. maps.Select((map, i) => new PageSection(map.Text, Parts(map, i)))]
        );

    /// <summary>Each target token and its strongest source token.</summary>
    public static PageTable Strongest(AttentionMap map) =>
        new(
            $"{map.Text} → {map.Translation}",
            ["written", "looked most at", "place", "weight"],
            [
                .. map.Target.Select(
                    (token, i) =>
                    {
                        var (place, weight) = map.Strongest(i);
                        return (IReadOnlyList<string>)
                            [
                                $"“{Shown(token)}”",
                                $"“{Shown(map.Source[place])}”",
                                Text($"{place + 1}"),
                                Text($"{weight:F2}"),
                            ];
                    }
                ),
            ]
        );

    private static PagePart[] Parts(AttentionMap map, int number)
    {
        // Tokens come again: their places make them different.
        var rows = map
            .Target.SelectMany(
                (token, t) =>
                    map.Source.Select(
                        (read, s) =>
                            Row(("written", Placed(token, t)), ("read", Placed(read, s)), ("weight", map.Weights[t][s]))
                    )
            )
            .ToArray();
        var spec = HeatMap(
            ("read", "read"),
            ("written", "written"),
            ("weight", "weight"),
            diverging: false,
            24 * map.Target.Count
        );
        foreach (var axis in new[] { "x", "y" })
            spec["encoding"]![axis]!["axis"]!["labelExpr"] = "split(datum.label, ' ')[1]";
        spec["encoding"]!["x"]!["axis"]!["labelOverlap"] = false;
        if (map.Source.Any(token => token.Length > 3))
            spec["encoding"]!["x"]!["axis"]!["labelAngle"] = -45;
        return
        [
            new PageText(map.Translation),
            new Plot(Text($"attention-{number + 1}"), "Weights", Words(map), spec, rows),
            Strongest(map),
        ];
    }

    private static string Words(AttentionMap map)
    {
        var each = map.Target.Select(
            (token, i) =>
                $"“{Shown(token)}” at “{Shown(map.Source[map.Strongest(i).Source])}” ({map.Strongest(i).Source + 1})"
        );
        var even = Math.Log2(map.Source.Count);
        return Text(
            $"Strongest: {string.Join(", ", each)}. The mean entropy of a row is {map.Entropy:F2} bits, where 0 is one place alone and {even:F2} all {map.Source.Count} alike."
        );
    }

    private static string Placed(string token, int place) => Text($"{place + 1} {Shown(token)}");

    // A blank, which is a token between characters, can be seen.
    private static string Shown(string token) => string.IsNullOrWhiteSpace(token) ? "␣" : token;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
