using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels.Layers;
using static TorchSharp.torch;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Kernels;

/// <summary>A recurrent layer through the fused kernels.</summary>
internal static class FusedLayer
{
    /// <summary>Whether the kernels compute it: float32 on the CPU, in tensors of up to 2 GB, which a span can hold.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="initial">States before the first step; null for zeros.</param>
    /// <param name="weights">The layer's weights, those that are not there as null.</param>
    public static bool Covers(Tensor input, RecurrentState? initial, Tensor?[] weights) =>
        KernelPath.Current != KernelWidth.Off
        && FlatMemory.Fits(input)
        && FlatMemory.Fits(
            input.shape[0] * input.shape[1] * weights[1]!.shape[1] * (weights.Length / FusedCall.WeightsOfDirection)
        )
        && (
            initial is null
            || (FlatMemory.Fits(initial.Hidden) && (initial.Cell is null || FlatMemory.Fits(initial.Cell)))
        )
        && weights.All(weight => weight is null || (FlatMemory.Fits(weight) && weight.is_contiguous()));

    /// <summary>Runs the layer.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="input">[N, T, C].</param>
    /// <param name="lengths">Steps of each row, int64 [N] on the CPU, each from 1 to T; null when all rows have T.</param>
    /// <param name="initial">States before the first step [D, N, H]; null for zeros.</param>
    /// <param name="weights">weight_ih, weight_hh, bias_ih and bias_hh of each direction; null for biases that are not there.</param>
    /// <param name="builtIn">The same layer by the tensor library, for gradients of gradients.</param>
    /// <returns>Steps [N, T, D*H], 0 after a row's end, and the states after it [D, N, H].</returns>
    public static (Tensor Steps, RecurrentState Final) Run(
        CellKind cell,
        Tensor input,
        Tensor? lengths,
        RecurrentState? initial,
        Tensor?[] weights,
        Func<Tensor, RecurrentState?, (Tensor Steps, RecurrentState Final)> builtIn
    )
    {
        var sizes = input.shape;
        var hidden = (int)weights[1]!.shape[1];
        var shape = new LayerShape(
            cell,
            (int)sizes[0],
            (int)sizes[1],
            (int)sizes[2],
            hidden,
            weights.Length / FusedCall.WeightsOfDirection
        );
        Tensor?[] arguments =
        [
            input.contiguous(),
            initial?.Hidden.contiguous(),
            initial?.Cell?.contiguous(),
            .. weights,
        ];
        var call = new FusedCall(
            shape,
            lengths?.data<long>().ToArray(),
            [.. arguments.Select(argument => argument is not null)],
            [.. arguments.Select(argument => is_grad_enabled() && argument is not null && argument.requires_grad)],
            builtIn
        );
        var outputs = call.Keeps ? FusedFunction.apply([call, .. arguments!]) : call.Forward(arguments);
        return (outputs[0], new RecurrentState(outputs[1], outputs.Count > 2 ? outputs[2] : null)); // [N, T, D*H], [D, N, H]
    }
}
