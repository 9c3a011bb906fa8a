using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Lab.Cells;

/// <summary>Everything inside a hand-written cell at one step, by the letters of its equations, each [H].</summary>
/// <param name="Parts">The gates, the candidate, the cell state and the hidden state behind the step, in that order.</param>
internal sealed record CellStep(IReadOnlyList<(string Name, float[] Values)> Parts)
{
    public float[] Of(string name) => Parts.First(part => part.Name == name).Values;
}

/// <summary>Runs a hand-written cell over one sequence and keeps what is inside it.</summary>
internal static class CellTrace
{
    /// <summary>Hidden and cell states are the cell's own; gates are computed beside it from its weights.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="input">[T, C].</param>
    /// <returns>T steps.</returns>
    public static IReadOnlyList<CellStep> Of(RecurrentCell cell, Tensor input)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var state = cell.ZeroState(1);
        var steps = new List<CellStep>();
        foreach (var row in input.unbind(0))
        {
            var x = row.unsqueeze(0); // [1, C]
            var parts = Gates(cell, x, state.Hidden);
            state = cell.call(x, state);
            if (state.Cell is not null)
                parts.Add(("c", state.Cell));
            parts.Add(("h", state.Hidden));
            steps.Add(new CellStep([.. parts.Select(part => (part.Name, Values(part.Value)))]));
        }
        return steps;
    }

    private static List<(string Name, Tensor Value)> Gates(RecurrentCell cell, Tensor x, Tensor h)
    {
        var input = nn.functional.linear(x, Weight("weight_ih"), Weight("bias_ih")); // [1, G*H]
        var recurrent = nn.functional.linear(h, Weight("weight_hh"), Weight("bias_hh")); // [1, G*H]
        var (a, b) = (input.chunk(cell.Kind.GateCount(), 1), recurrent.chunk(cell.Kind.GateCount(), 1)); // G times [1, H]
        switch (cell.Kind)
        {
            case CellKind.Lstm:
                return
                [
                    ("i", (a[0] + b[0]).sigmoid()),
                    ("f", (a[1] + b[1]).sigmoid()),
                    ("g", (a[2] + b[2]).tanh()),
                    ("o", (a[3] + b[3]).sigmoid()),
                ];
            case CellKind.Gru:
                var r = (a[0] + b[0]).sigmoid();
                return [("r", r), ("z", (a[1] + b[1]).sigmoid()), ("n", (a[2] + r * b[2]).tanh())];
            default:
                return [];
        }

        Tensor Weight(string name) => cell.get_parameter(name)!;
    }

    private static float[] Values(Tensor row) => row.contiguous().data<float>().ToArray();
}
