using System.CommandLine;
using Rnn.Onnx.Models.Text;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>The columns of a table of texts and labels.</summary>
internal sealed class LabeledTextFlags
{
    private static readonly LabeledTextOptions Defaults = new();

    private readonly Option<string> label = Value(
        "--label-column",
        "The column of the labels, by name, or by number in a table without a header.",
        Defaults.LabelColumn
    );

    /// <summary>The column of the texts.</summary>
    public Option<string> TextColumn { get; } =
        Value(
            "--text-column",
            "The column of the texts, by name, or by number in a table without a header.",
            Defaults.TextColumn
        );

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [TextColumn, label];

    /// <summary>The columns that were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="labels">The labels of a model; null for those that are found.</param>
    public LabeledTextOptions Read(ParseResult parsed, IReadOnlyList<string>? labels = null) =>
        new()
        {
            TextColumn = parsed.GetRequiredValue(TextColumn),
            LabelColumn = parsed.GetRequiredValue(label),
            Labels = labels,
        };
}
