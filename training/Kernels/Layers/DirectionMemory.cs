using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>The weights of one direction, packed once a call.</summary>
internal sealed unsafe class PackedWeights<V>(LayerShape shape, GateLayout<V> layout, CellKernel<V> kernel)
    where V : struct, ILanes<V>
{
    /// <summary>
    /// Whether a few inputs stand behind the states, in the gap between the rows, so that one product goes from both to the gates.
    /// </summary>
    public bool JoinsInputs { get; } =
        !kernel.IsRecurrentApart && layout.Units == shape.Hidden && shape.Features <= layout.Gap;

    /// <summary>From inputs to gates [C, gates]; null where they are joined.</summary>
    public float* Input { get; private set; }

    /// <summary>From states to gates [H, gates], or from states and then inputs [H + C, gates].</summary>
    public float* State { get; private set; }

    /// <summary>Rows of <see cref="State"/>.</summary>
    public int StateDepth => JoinsInputs ? shape.Hidden + shape.Features : shape.Hidden;

    /// <summary>From the gates' gradients to those of the inputs [gates, C].</summary>
    public float* InputBack { get; private set; }

    /// <summary>From the gates' gradients to those of the states [gates, H].</summary>
    public float* StateBack { get; private set; }

    /// <summary>Biases of all blocks.</summary>
    public float* Bias { get; private set; }

    /// <summary>Takes memory for the way forward.</summary>
    public void RentForward(Workspace memory)
    {
        if (!JoinsInputs)
            Input = memory.Floats((long)shape.Features * layout.Columns);
        State = memory.Floats((long)StateDepth * layout.Columns);
        Bias = memory.Zeros((long)kernel.Biases * layout.Units);
    }

    /// <summary>Takes memory for the way back.</summary>
    public void RentBackward(Workspace memory, bool wantsInput)
    {
        StateBack = memory.Floats((long)layout.Columns * layout.Units);
        if (wantsInput)
            InputBack = memory.Floats((long)layout.Columns * Panels<V>.Padded(shape.Features));
    }

    /// <summary>Packs a share of the weights.</summary>
    public void PackForward(WeightPointers weights, int part, int parts)
    {
        WeightPacking<V>.ToGates(weights.State, shape.Hidden, layout, State, 0, StateDepth, part, parts);
        if (JoinsInputs)
            WeightPacking<V>.ToGates(
                weights.Input,
                shape.Features,
                layout,
                State,
                shape.Hidden,
                StateDepth,
                part,
                parts
            );
        else
            WeightPacking<V>.ToGates(weights.Input, shape.Features, layout, Input, 0, shape.Features, part, parts);
        if (part == 0 && weights.InputBias != null)
            BiasLayout.Pack(weights, layout, kernel.Biases, Bias);
    }

    /// <summary>Packs a share of the weights for the way back.</summary>
    public void PackBackward(WeightPointers weights, int part, int parts)
    {
        WeightPacking<V>.FromGates(weights.State, shape.Hidden, layout, StateBack, part, parts);
        if (InputBack != null)
            WeightPacking<V>.FromGates(weights.Input, shape.Features, layout, InputBack, part, parts);
    }
}

/// <summary>What the rows of one thread keep between the way forward and the way back, at all steps or at the last few.</summary>
internal sealed unsafe class SliceMemory<V>
    where V : struct, ILanes<V>
{
    private readonly RowSlice slice;
    private readonly GateLayout<V> layout;
    private readonly bool keeps;
    private readonly float* gates;
    private readonly float* kept;
    private readonly float* hidden;
    private readonly float* cell;

    public SliceMemory(Workspace memory, RowSlice slice, GateLayout<V> layout, CellKernel<V> kernel, bool keeps)
    {
        (this.slice, this.layout, this.keeps) = (slice, layout, keeps);
        long rows = keeps ? slice.Total : StepChunk.Rows + slice.Count;
        long states = keeps ? slice.Total + slice.Count : 2 * slice.Count;
        gates = memory.Floats(rows * layout.GateStride);
        kept = kernel.Keeps ? memory.Floats(rows * layout.UnitStride) : null;
        hidden = memory.Floats(states * layout.UnitStride);
        cell = kernel.HasCell ? memory.Floats(states * layout.UnitStride) : null;
    }

    /// <summary>Gates of the rows of a step; <paramref name="chunk"/> is the first step of those that are computed together.</summary>
    public float* Gates(int step, int chunk) => gates + Row(step, chunk) * layout.GateStride;

    /// <summary>What is kept beside the gates.</summary>
    public float* Kept(int step, int chunk) => kept == null ? null : kept + Row(step, chunk) * layout.UnitStride;

    /// <summary>Hidden states before a step.</summary>
    public float* Hidden(int step) => hidden + State(step) * layout.UnitStride;

    /// <summary>Cell states before a step, and after the one in front of it: of the rows that have ended there, too.</summary>
    public float* Cell(int step) => cell == null ? null : cell + CellState(step) * layout.UnitStride;

    private long Row(int step, int chunk) => keeps ? slice.First(step) : slice.First(step) - slice.First(chunk);

    private long CellState(int step) => keeps && step > 0 ? slice.Count + slice.First(step - 1) : State(step);

    private long State(int step) => keeps ? slice.First(step) : step % 2 * slice.Count;
}
