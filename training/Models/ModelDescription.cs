using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Training.Models;

/// <summary>A model that can tell what it is made of.</summary>
public interface IDescribed
{
    /// <summary>The layers in the order in which values pass them.</summary>
    ModelDescription Describe();
}

/// <summary>One layer of a model.</summary>
/// <param name="Name">Its name in the model, as in the names of its parameters: <c>stack.0</c>, <c>head</c>.</param>
/// <param name="Kind">What it computes, for people: <c>LSTM, bidirectional</c>.</param>
/// <param name="Output">Shape of what it gives: N batch, T time, numbers for the rest: <c>[N, T, 64]</c>.</param>
/// <param name="Parameters">Trained numbers; a number that two layers share is counted at the first.</param>
public sealed record LayerDescription(string Name, string Kind, string Output, long Parameters);

/// <summary>What a model is made of; its text is a table.</summary>
/// <param name="Model">The kind of model, as <c>SequenceClassifier</c>.</param>
/// <param name="Input">Shape of what it reads: <c>[N, T, 10]</c>.</param>
/// <param name="Layers">The layers, in the order in which values pass them.</param>
public sealed record ModelDescription(string Model, string Input, IReadOnlyList<LayerDescription> Layers)
{
    /// <summary>Trained numbers of all layers together.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>The table as plain text: one line a layer, the sum below.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["layer", "kind", "output", "parameters"],
            ["input", "", Input, ""],
            .. Layers.Select(layer => new[] { layer.Name, layer.Kind, layer.Output, Count(layer.Parameters) }),
            ["total", "", "", Count(Parameters)],
        ];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder(Model);
        foreach (var row in rows)
        {
            var line =
                $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])}";
            text.Append('\n').Append(line.TrimEnd());
        }
        return text.ToString();
    }

    private static string Count(long parameters) => parameters.ToString("N0", CultureInfo.InvariantCulture);
}
