using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>Takes the gradients of one thread's rows back through all steps of one direction.</summary>
internal sealed unsafe class SliceBackward<V>(
    LayerShape shape,
    GateLayout<V> layout,
    CellKernel<V> kernel,
    PackedWeights<V> weights,
    RowSlice slice,
    int direction
)
    where V : struct, ILanes<V>
{
    /// <summary>Rows whose products with the gates' gradients are added up at once: a panel of them fits the first cache.</summary>
    public const int Depth = 160;

    private readonly RowCopies<V> copies = new(shape, slice, direction);

    /// <summary>Runs all steps.</summary>
    /// <param name="input">What the layer took.</param>
    /// <param name="memory">What the way forward kept; gates become their gradients.</param>
    /// <param name="output">Gradients of what the layer answered.</param>
    /// <param name="gradients">Gradients of what it took, as far as they are wanted.</param>
    /// <param name="sums">Gradients of the weights; null when none is wanted.</param>
    /// <param name="part">The thread's part of the sums.</param>
    public void Run(
        InputPointers input,
        SliceMemory<V> memory,
        OutputPointers output,
        InputPointers gradients,
        GradientSums<V>? sums,
        int part
    )
    {
        using var scratch = new Workspace(BufferPool.Shared);
        var hidden = scratch.Floats((long)slice.Count * layout.UnitStride);
        var cell = kernel.HasCell ? scratch.Floats((long)slice.Count * layout.UnitStride) : null;
        copies.ToStates(output.Hidden, hidden, layout);
        if (kernel.HasCell)
            copies.ToStates(output.Cell, cell, layout);
        sums?.Clear(part);
        var bias = sums is null ? scratch.Zeros((long)kernel.Biases * layout.Units) : sums.Bias(part);
        var inputStride = GateLayout<V>.Stride(Panels<V>.Padded(shape.Features));
        var copiesInputs = gradients.Steps != null || (sums is { IsWhole: true } && !weights.JoinsInputs);
        var inputs = copiesInputs ? scratch.Floats((long)Math.Max(Depth, slice.Count) * inputStride) : null;

        for (var end = slice.Steps; end > 0; )
        {
            var begin = StepChunk.BeginOf(slice, end, Depth);
            for (var step = end - 1; step >= begin; step--)
                RunStep(step, memory, output.Steps, hidden, cell, bias, gradients.Hidden != null);
            var rows = new Part(begin, end, slice.First(end) - slice.First(begin));
            var adds = sums is { IsWhole: true };
            if (adds)
                AddStates(rows, memory, sums!.State(part), input.Hidden != null);
            FinishGates(rows, memory);
            if (adds)
            {
                AddInputs(input.Steps, rows, memory, inputs, inputStride, sums!.Input(part));
            }
            if (gradients.Steps != null)
                InputGradients(rows, memory, inputs, inputStride, gradients.Steps);
            end = begin;
        }
        if (gradients.Hidden != null)
            copies.FromStates(hidden, layout.UnitStride, gradients.Hidden);
        if (gradients.Cell != null)
            copies.FromStates(cell, layout.UnitStride, gradients.Cell);
        if (gradients.Steps != null)
            copies.ClearBehindEnds(gradients.Steps, shape.Features, 0, shape.Features);
    }

    private void RunStep(
        int step,
        SliceMemory<V> memory,
        float* outputs,
        float* hidden,
        float* cell,
        float* bias,
        bool wantsInitial
    )
    {
        var rows = slice.Running(step);
        if (outputs != null)
            copies.AddStep(outputs, step, hidden, layout.UnitStride);
        var at = new StepMemory
        {
            Gates = memory.Gates(step, 0),
            Kept = memory.Kept(step, 0),
            HiddenBefore = memory.Hidden(step),
            Hidden = hidden,
            CellBefore = memory.Cell(step),
            CellAfter = memory.Cell(step + 1),
            Cell = cell,
            Bias = bias,
            GateStride = layout.GateStride,
            UnitStride = layout.UnitStride,
        };
        kernel.Backward(at, rows, 0, layout.Blocks);
        if (step > 0 || wantsInitial)
            Panels<V>.Multiply(
                Left.Rows(at.Gates, layout.GateStride),
                rows,
                weights.StateBack,
                layout.Columns,
                0,
                layout.Units,
                hidden,
                layout.UnitStride,
                add: kernel.IsRecurrentApart
            );
    }

    // The states before the first step are zeros where none are given: nothing to add.
    private void AddStates(Part part, SliceMemory<V> memory, float* sums, bool hasInitial)
    {
        var skipped = part.Begin == 0 && !hasInitial ? slice.Running(0) : 0;
        AddColumns(memory.Hidden(part.Begin), layout.UnitStride, shape.Hidden, part, skipped, memory, sums);
    }

    private void AddInputs(float* steps, Part part, SliceMemory<V> memory, float* scratch, nint stride, float* sums)
    {
        if (weights.JoinsInputs)
        {
            AddColumns(
                memory.Hidden(part.Begin) + layout.Units,
                layout.UnitStride,
                shape.Features,
                part,
                0,
                memory,
                sums
            );
            return;
        }
        copies.GatherInputs(steps, part.Begin, part.End, scratch, stride);
        AddColumns(scratch, stride, shape.Features, part, 0, memory, sums);
    }

    // sums [K, gates] += values [rows, K] turned * gates' gradients [rows, gates].
    private void AddColumns(
        float* values,
        nint stride,
        int width,
        Part part,
        int skipped,
        SliceMemory<V> memory,
        float* sums
    )
    {
        var gates = memory.Gates(part.Begin, 0);
        var passes = (part.Rows - skipped + Depth - 1) / Depth;
        for (var pass = 0; pass < passes; pass++)
        {
            var row = skipped + (part.Rows - skipped) * pass / passes;
            var depth = skipped + (part.Rows - skipped) * (pass + 1) / passes - row;
            for (var column = 0; column < layout.Columns; column += Panels<V>.Width)
                Panels<V>.Strip(
                    Left.Columns(values + row * stride, stride),
                    width,
                    gates + (nint)row * layout.GateStride + column,
                    layout.GateStride,
                    Math.Min(Panels<V>.Width, layout.Columns - column),
                    depth,
                    sums + column,
                    layout.GateStride,
                    add: true
                );
        }
    }

    private void FinishGates(Part part, SliceMemory<V> memory) =>
        kernel.Finish(
            memory.Gates(part.Begin, 0),
            layout.GateStride,
            memory.Kept(part.Begin, 0),
            layout.UnitStride,
            part.Rows,
            layout.Blocks
        );

    private void InputGradients(Part part, SliceMemory<V> memory, float* scratch, nint stride, float* gradients)
    {
        Panels<V>.Multiply(
            Left.Rows(memory.Gates(part.Begin, 0), layout.GateStride),
            part.Rows,
            weights.InputBack,
            layout.Columns,
            0,
            Panels<V>.Padded(shape.Features),
            scratch,
            stride,
            add: false
        );
        copies.ScatterInputs(scratch, stride, part.Begin, part.End, gradients);
    }

    private readonly record struct Part(int Begin, int End, int Rows);
}
