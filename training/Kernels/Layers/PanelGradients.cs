using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>
/// The weights' gradients of one direction after all steps, a panel of gates after the other over all rows: no sums of whole
/// matrices are needed, and threads share the panels. Of use where there are fewer rows than gates, so few that they stay in the cache;
/// otherwise the rows, passed over once a panel, would be more to read than the sums of <see cref="GradientSums{V}"/>.
/// </summary>
internal sealed unsafe class PanelGradients<V>
    where V : struct, ILanes<V>
{
    // Floats of inputs and states that stay in the second cache, or come quickly out of the third: 2 MB.
    private const long Cached = 1 << 19;

    private readonly LayerShape shape;
    private readonly GateLayout<V> layout;
    private readonly bool isStateApart;
    private readonly RowSlice[] slices;
    private readonly SliceMemory<V>[] memories;
    private readonly RowCopies<V>[]? copies;
    private readonly nint inputStride;
    private readonly nint[] inputs;

    /// <summary>Takes the memory for the inputs, where they are not joined to the states.</summary>
    public PanelGradients(
        Workspace memory,
        LayerShape shape,
        GateLayout<V> layout,
        CellKernel<V> kernel,
        bool joinsInputs,
        RowSlice[] slices,
        SliceMemory<V>[] memories,
        int direction
    )
    {
        (this.shape, this.layout, this.slices, this.memories) = (shape, layout, slices, memories);
        isStateApart = kernel.IsRecurrentApart;
        inputStride = joinsInputs ? layout.UnitStride : GateLayout<V>.Stride(shape.Features);
        if (joinsInputs)
        {
            inputs = [.. memories.Select(kept => (nint)(kept.Hidden(0) + layout.Units))];
            return;
        }
        inputs = new nint[slices.Length];
        var rows = memory.Floats(slices.Sum(slice => (long)slice.Total) * inputStride);
        for (var i = 0; i < inputs.Length; rows += slices[i].Total * inputStride, i++)
            inputs[i] = (nint)rows;
        copies = [.. slices.Select(slice => new RowCopies<V>(shape, slice, direction))];
    }

    /// <summary>Whether this way is the shorter one.</summary>
    public static bool Suits(LayerShape shape, RowSlice[] slices, GateLayout<V> layout)
    {
        var rows = slices.Sum(slice => (long)slice.Total);
        return rows < (long)slices.Length * layout.GateStride && rows * (shape.Features + shape.Hidden) <= Cached;
    }

    /// <summary>Brings the inputs [N, T, C] of a slice into its order.</summary>
    public void GatherInputs(float* steps, int slice) =>
        copies?[slice].GatherInputs(steps, 0, slices[slice].Steps, (float*)inputs[slice], inputStride);

    /// <summary>Writes the gradients of the panels from <paramref name="part"/> on, each <paramref name="parts"/>-th.</summary>
    public void Run(WeightPointers gradients, bool hasInitial, int part, int parts)
    {
        using var scratch = new Workspace(BufferPool.Shared);
        var right = scratch.Floats(SliceBackward<V>.Depth * Panels<V>.Width);
        var sums = scratch.Floats((long)Math.Max(shape.Features, shape.Hidden) * Panels<V>.Width);
        for (var column = part * Panels<V>.Width; column < layout.Columns; column += parts * Panels<V>.Width)
        {
            var width = Math.Min(Panels<V>.Width, layout.Columns - column);
            Workspace.Clear(sums, (long)shape.Features * width);
            for (var i = 0; i < slices.Length; i++)
                Add(i, (float*)inputs[i], inputStride, shape.Features, 0, column, width, ofState: false, right, sums);
            WeightPacking<V>.Gather(sums, shape.Features, layout, column, width, gradients.Input);
            Workspace.Clear(sums, (long)shape.Hidden * width);
            for (var i = 0; i < slices.Length; i++)
            {
                // The states before the first step are zeros where none are given: nothing to add.
                var skipped = hasInitial ? 0 : slices[i].Running(0);
                var states = memories[i].Hidden(0);
                Add(i, states, layout.UnitStride, shape.Hidden, skipped, column, width, ofState: true, right, sums);
            }
            WeightPacking<V>.Gather(sums, shape.Hidden, layout, column, width, gradients.State);
        }
    }

    // sums [K, width] += values [rows, K] turned * the panel of the gates' gradients [rows, width].
    private void Add(
        int slice,
        float* values,
        nint stride,
        int count,
        int skipped,
        int column,
        int width,
        bool ofState,
        float* right,
        float* sums
    )
    {
        for (var row = skipped; row < slices[slice].Total; row += SliceBackward<V>.Depth)
        {
            var depth = Math.Min(SliceBackward<V>.Depth, slices[slice].Total - row);
            for (var lane = 0; lane < width; lane += V.Count)
                CopyGate(memories[slice], row, depth, column + lane, ofState, right + lane, width);
            Panels<V>.Strip(
                Left.Columns(values + row * stride, stride),
                count,
                right,
                width,
                width,
                depth,
                sums,
                width,
                add: true
            );
        }
    }

    private void CopyGate(
        SliceMemory<V> memory,
        int row,
        int rows,
        int column,
        bool ofState,
        float* target,
        nint targetStride
    )
    {
        var (gate, unit) = layout.Of(column);
        var apart = ofState && isStateApart && gate == layout.Gates - 1;
        nint stride = apart ? layout.UnitStride : layout.GateStride;
        var source = apart ? memory.Kept(0, 0) + unit : memory.Gates(0, 0) + column;
        source += row * stride;
        for (var i = 0; i < rows; i++, source += stride, target += targetStride)
            V.Load(source).Store(target);
    }
}
