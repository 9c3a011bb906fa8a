using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels.Layers;
using static TorchSharp.torch;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Kernels;

/// <summary>One call of a layer: its sizes, and what the way forward keeps for the way back.</summary>
/// <param name="shape">The sizes.</param>
/// <param name="lengths">Steps of each row; null when all have T.</param>
/// <param name="isThere">Which arguments there are.</param>
/// <param name="wants">Which arguments want a gradient; none, where there will be no way back.</param>
/// <param name="builtIn">The same layer by the tensor library, for gradients of gradients.</param>
internal sealed unsafe class FusedCall(
    LayerShape shape,
    long[]? lengths,
    bool[] isThere,
    bool[] wants,
    Func<Tensor, RecurrentState?, (Tensor Steps, RecurrentState Final)> builtIn
) : IDisposable
{
    private const int FirstWeight = 3;

    /// <summary>weight_ih, weight_hh, bias_ih and bias_hh.</summary>
    public const int WeightsOfDirection = 4;

    private readonly KernelWidth width = KernelPath.Current;
    private FusedPass? pass;

    /// <summary>Whether there will be a way back.</summary>
    public bool Keeps { get; } = wants.Contains(true);

    /// <summary>
    /// Runs the layer. Arguments are the input [N, T, C], hidden and cell states before the first step [D, N, H] or null for zeros,
    /// and weight_ih, weight_hh, bias_ih and bias_hh of each direction, biases or null; all contiguous.
    /// </summary>
    /// <returns>Steps [N, T, D*H], hidden states [D, N, H] and, for the LSTM, cell states [D, N, H].</returns>
    public List<Tensor> Forward(Tensor?[] arguments)
    {
        long[] states = [shape.Directions, shape.Batch, shape.Hidden];
        List<Tensor> outputs = [empty(shape.Batch, shape.Time, (long)shape.Directions * shape.Hidden), empty(states)];
        if (shape.Cell == CellKind.Lstm)
            outputs.Add(empty(states));
        pass?.Dispose();
        pass = FusedPass.Create(width, shape, lengths, get_num_threads(), Keeps);
        pass.Forward(WeightsOf(arguments), InputOf(arguments), OutputOf(outputs));
        GC.KeepAlive(arguments);
        if (!Keeps)
            Dispose();
        return outputs;
    }

    /// <summary>Gradients of the arguments, null for those that are not there or want none.</summary>
    /// <param name="saved">The arguments that are there.</param>
    /// <param name="outputGradients">Gradients of what <see cref="Forward"/> answered.</param>
    public List<Tensor?> Backward(List<Tensor> saved, List<Tensor> outputGradients)
    {
        using var scope = NewDisposeScope();
        var next = 0;
        Tensor?[] arguments = [.. isThere.Select(there => there ? saved[next++] : null)];
        if (is_grad_enabled())
            return Differentiable(arguments, outputGradients);
        // A second way back, of a graph that is retained, finds nothing kept.
        if (pass is null)
            Forward(arguments);
        Tensor[] given = [.. outputGradients.Select(gradient => gradient.contiguous())];
        var wantsWeights = wants.AsSpan(FirstWeight).Contains(true);
        Tensor?[] gradients =
        [
            .. arguments.Select(
                (argument, i) =>
                    argument is not null && (i < FirstWeight ? wants[i] : wantsWeights) ? empty_like(argument) : null
            ),
        ];
        pass!.Backward(
            WeightsOf(arguments),
            InputOf(arguments),
            OutputOf(given),
            InputOf(gradients),
            wantsWeights ? WeightsOf(gradients) : null
        );
        Dispose();
        GC.KeepAlive(given);
        return [.. gradients.Select((gradient, i) => wants[i] ? gradient!.MoveToOuterDisposeScope() : null)];
    }

    // Gradients that can be differentiated themselves: the layer once more, by the tensor library.
    private List<Tensor?> Differentiable(Tensor?[] arguments, List<Tensor> outputGradients)
    {
        var initial = arguments[1] is null ? null : new RecurrentState(arguments[1]!, arguments[2]);
        var (steps, final) = builtIn(arguments[0]!, initial);
        Tensor?[] outputs = [steps, final.Hidden, final.Cell];
        int[] wanted = [.. Enumerable.Range(0, arguments.Length).Where(i => wants[i])];
        var gradients = autograd.grad(
            [.. outputs.OfType<Tensor>()],
            [.. wanted.Select(i => arguments[i]!)],
            outputGradients,
            retain_graph: true,
            create_graph: true,
            allow_unused: true
        );
        var all = new Tensor?[arguments.Length];
        foreach (var (i, gradient) in wanted.Zip(gradients))
            all[i] = gradient.IsInvalid ? null : gradient.MoveToOuterDisposeScope();
        return [.. all];
    }

    /// <summary>Gives back what is kept; the next way back computes it again.</summary>
    public void Dispose()
    {
        pass?.Dispose();
        pass = null;
    }

    private static InputPointers InputOf(Tensor?[] arguments) =>
        new()
        {
            Steps = Pointer(arguments[0]),
            Hidden = Pointer(arguments[1]),
            Cell = Pointer(arguments[2]),
        };

    private static OutputPointers OutputOf(IReadOnlyList<Tensor?> outputs) =>
        new()
        {
            Steps = Pointer(outputs[0]),
            Hidden = Pointer(outputs[1]),
            Cell = outputs.Count > 2 ? Pointer(outputs[2]) : null,
        };

    private WeightPointers[] WeightsOf(Tensor?[] arguments) =>
        [
            .. Enumerable
                .Range(0, shape.Directions)
                .Select(direction =>
                    arguments.AsSpan(FirstWeight + direction * WeightsOfDirection, WeightsOfDirection).ToArray()
                )
                .Select(weights => new WeightPointers
                {
                    Input = Pointer(weights[0]),
                    State = Pointer(weights[1]),
                    InputBias = Pointer(weights[2]),
                    StateBias = Pointer(weights[3]),
                }),
        ];

    // The tensor library's memory does not move; the tensors live as long as the call.
    private static float* Pointer(Tensor? tensor) =>
        tensor is null ? null : (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
