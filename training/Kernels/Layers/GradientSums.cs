using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>
/// Sums of the gradients of one direction, a part for each thread: of the biases, and, where they are whole, of the weights, turned:
/// rows are inputs or states, columns gates.
/// </summary>
internal sealed unsafe class GradientSums<V>
    where V : struct, ILanes<V>
{
    private readonly LayerShape shape;
    private readonly GateLayout<V> layout;
    private readonly CellKernel<V> kernel;
    private readonly int parts;
    private readonly float* input;
    private readonly float* state;
    private readonly float* bias;

    public GradientSums(
        Workspace memory,
        LayerShape shape,
        GateLayout<V> layout,
        CellKernel<V> kernel,
        int parts,
        bool isWhole
    )
    {
        (this.shape, this.layout, this.kernel, this.parts) = (shape, layout, kernel, parts);
        IsWhole = isWhole;
        input = isWhole ? memory.Floats(parts * InputSize) : null;
        state = isWhole ? memory.Floats(parts * StateSize) : null;
        bias = memory.Floats(parts * BiasSize);
    }

    /// <summary>Whether the weights' sums are here, or added up by <see cref="PanelGradients{V}"/>.</summary>
    public bool IsWhole { get; }

    private long InputSize => (long)shape.Features * layout.GateStride;

    private long StateSize => (long)shape.Hidden * layout.GateStride;

    private long BiasSize => (long)kernel.Biases * layout.Units;

    /// <summary>Of the input's weights [C, gates].</summary>
    public float* Input(int part) => input + part * InputSize;

    /// <summary>Of the state's weights [H, gates].</summary>
    public float* State(int part) => state + part * StateSize;

    /// <summary>Of the biases.</summary>
    public float* Bias(int part) => bias + part * BiasSize;

    /// <summary>Sets a part to 0, by the thread that adds to it.</summary>
    public void Clear(int part)
    {
        Workspace.Clear(Bias(part), BiasSize);
        if (!IsWhole)
            return;
        Workspace.Clear(Input(part), InputSize);
        Workspace.Clear(State(part), StateSize);
    }

    /// <summary>Adds up the parts in PyTorch's form; <paramref name="share"/> of <paramref name="shares"/> of the work.</summary>
    public void Gather(WeightPointers gradients, int share, int shares)
    {
        if (IsWhole)
        {
            var (inputs, states) = ((nint)InputSize, (nint)StateSize);
            WeightPacking<V>.Gather(input, inputs, parts, shape.Features, layout, gradients.Input, share, shares);
            WeightPacking<V>.Gather(state, states, parts, shape.Hidden, layout, gradients.State, share, shares);
        }
        if (share == 0 && gradients.InputBias != null)
            BiasLayout.Gather(bias, (nint)BiasSize, parts, layout, kernel.Biases, gradients);
    }
}
