using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Modules;

/// <summary>What recurrent layers carry from step to step, shaped as in the exported files: [N, L*D, H].</summary>
/// <param name="Hidden">Hidden states [N, L*D, H]: layer 0 forward, layer 0 backward, layer 1 forward, ...</param>
/// <param name="Cell">Cell states of the LSTM in the same order [N, L*D, H]; null for the other cells.</param>
public sealed record RecurrentState(Tensor Hidden, Tensor? Cell = null)
{
    /// <summary>The same values without their history: gradients end here.</summary>
    public RecurrentState Detach() => new(Hidden.detach(), Cell?.detach());

    /// <summary>The states of one layer as the layers take them, [D, N, H].</summary>
    internal RecurrentState OfLayer(int layer, int directions)
    {
        return new(Part(Hidden), Cell is null ? null : Part(Cell));

        Tensor Part(Tensor all) => all.narrow(1, layer * directions, directions).transpose(0, 1).contiguous(); // [D, N, H]
    }

    /// <summary>The states of all layers [N, L*D, H] from those of each [D, N, H].</summary>
    internal static RecurrentState Join(IReadOnlyList<RecurrentState> layers)
    {
        return new(All(layer => layer.Hidden), layers[0].Cell is null ? null : All(layer => layer.Cell!));

        Tensor All(Func<RecurrentState, Tensor> part) =>
            (layers.Count == 1 ? part(layers[0]) : cat([.. layers.Select(part)], 0)).transpose(0, 1); // [N, L*D, H]
    }
}

/// <summary>What recurrent layers answer.</summary>
/// <param name="Steps">The top layer's output after every step [N, T, D*H], both directions side by side; 0 after a row's end.</param>
/// <param name="Last">The top layer's output at a row's end [N, D*H]; the backward direction ends at the row's first step.</param>
/// <param name="Final">The states of all layers after a row's last step.</param>
public sealed record RecurrentOutput(Tensor Steps, Tensor Last, RecurrentState Final);
