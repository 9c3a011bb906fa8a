using System.CommandLine;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli;

/// <summary>The options by which every verb builds its recurrent layers.</summary>
internal sealed class RecurrentFlags
{
    private static readonly Dictionary<string, CellKind> Cells = new(StringComparer.Ordinal)
    {
        ["lstm"] = CellKind.Lstm,
        ["gru"] = CellKind.Gru,
        ["rnn"] = CellKind.ElmanTanh,
        ["rnn-relu"] = CellKind.ElmanRelu,
    };

    private readonly RecurrentOptions defaults;
    private readonly Option<string> cell;
    private readonly Option<int> hidden;
    private readonly Option<int> layers;
    private readonly Option<double> dropout;
    private readonly Option<bool> bidirectional = new("--bidirectional")
    {
        Description = "Read the sequence from both ends.",
    };

    /// <summary>The options with the defaults of a verb.</summary>
    public RecurrentFlags(RecurrentOptions defaults)
    {
        this.defaults = defaults;
        cell = Word("--cell", "The cell", Cells, defaults.Cell);
        hidden = Value("--hidden", "Hidden units of a layer and direction.", defaults.Hidden);
        layers = Value("--layers", "Recurrent layers.", defaults.Layers);
        dropout = Value("--dropout", "Dropout between layers.", defaults.Dropout);
    }

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="directions">Whether the task lets the layers read from both ends.</param>
    public void AddTo(Command command, bool directions = true)
    {
        foreach (var option in new Option[] { cell, hidden, layers, dropout })
            command.Add(option);
        if (directions)
            command.Add(bidirectional);
    }

    /// <summary>The layers that were asked for; who does not offer directions keeps the default's.</summary>
    public RecurrentOptions Read(ParseResult parsed) =>
        defaults with
        {
            Cell = Cells[parsed.GetRequiredValue(cell)],
            Hidden = parsed.GetValue(hidden),
            Layers = parsed.GetValue(layers),
            Dropout = parsed.GetValue(dropout),
            Bidirectional = parsed.GetResult(bidirectional) is { Implicit: false }
                ? parsed.GetValue(bidirectional)
                : defaults.Bidirectional,
        };
}
