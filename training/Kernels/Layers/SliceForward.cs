using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>Takes the rows of one thread through all steps of one direction.</summary>
internal sealed unsafe class SliceForward<V>(
    LayerShape shape,
    GateLayout<V> layout,
    CellKernel<V> kernel,
    PackedWeights<V> weights,
    RowSlice slice,
    int direction
)
    where V : struct, ILanes<V>
{
    private readonly RowCopies<V> copies = new(shape, slice, direction);

    /// <summary>Runs all steps.</summary>
    public void Run(InputPointers input, SliceMemory<V> memory, OutputPointers output)
    {
        using var scratch = new Workspace(BufferPool.Shared);
        var inputStride = GateLayout<V>.Stride(shape.Features);
        var inputs = weights.JoinsInputs ? null : scratch.Floats((long)(StepChunk.Rows + slice.Count) * inputStride);
        var recurrent = kernel.IsRecurrentApart ? scratch.Zeros((long)slice.Count * layout.GateStride) : null;
        copies.ToStates(input.Hidden, memory.Hidden(0), layout);
        if (kernel.HasCell)
            copies.ToStates(input.Cell, memory.Cell(0), layout);

        for (var chunk = 0; chunk < slice.Steps; )
        {
            var end = StepChunk.EndFrom(slice, chunk);
            var rows = slice.First(end) - slice.First(chunk);
            if (inputs != null)
                copies.GatherInputs(input.Steps, chunk, end, inputs, inputStride);
            // The gates of a single step stay in the cache until the state's products are added to them.
            if (inputs != null && end > chunk + 1)
                AddInputs(inputs, inputStride, rows, 0, layout.Columns, memory.Gates(chunk, chunk));
            for (var step = chunk; step < end; step++)
            {
                if (inputs == null)
                    copies.GatherInputs(
                        input.Steps,
                        step,
                        step + 1,
                        memory.Hidden(step) + layout.Units,
                        layout.UnitStride
                    );
                RunStep(
                    step,
                    input.Hidden != null,
                    end > chunk + 1 ? null : inputs,
                    inputStride,
                    recurrent,
                    memory,
                    chunk
                );
                Answer(step, memory, output);
            }
            chunk = end;
        }
        copies.ClearBehindEnds(output.Steps, shape.Directions * shape.Hidden, direction * shape.Hidden, shape.Hidden);
    }

    private void RunStep(
        int step,
        bool hasInitial,
        float* inputs,
        nint inputStride,
        float* recurrent,
        SliceMemory<V> memory,
        int chunk
    )
    {
        var rows = slice.Running(step);
        var at = new StepMemory
        {
            Gates = memory.Gates(step, chunk),
            Recurrent = recurrent,
            Kept = memory.Kept(step, chunk),
            HiddenBefore = memory.Hidden(step),
            Hidden = memory.Hidden(step + 1),
            CellBefore = memory.Cell(step),
            CellAfter = memory.Cell(step + 1),
            Bias = weights.Bias,
            GateStride = layout.GateStride,
            UnitStride = layout.UnitStride,
        };
        var states = Left.Rows(at.HiddenBefore, layout.UnitStride);
        var target = recurrent == null ? at.Gates : recurrent;
        for (var block = 0; block < layout.Blocks; block += kernel.BlocksAtOnce)
        {
            var to = Math.Min(block + kernel.BlocksAtOnce, layout.Blocks);
            var (first, last) = (block * layout.Gates * V.Count, to * layout.Gates * V.Count);
            if (inputs != null)
                AddInputs(inputs, inputStride, rows, first, last, at.Gates);
            if (step > 0 || hasInitial || weights.JoinsInputs)
                Panels<V>.Multiply(
                    states,
                    rows,
                    weights.State,
                    weights.StateDepth,
                    first,
                    last,
                    target,
                    layout.GateStride,
                    add: recurrent == null && !weights.JoinsInputs
                );
            kernel.Forward(at, rows, block, to);
        }
    }

    private void AddInputs(float* inputs, nint stride, int rows, int from, int to, float* gates) =>
        Panels<V>.Multiply(
            Left.Rows(inputs, stride),
            rows,
            weights.Input,
            shape.Features,
            from,
            to,
            gates,
            layout.GateStride,
            add: false
        );

    private void Answer(int step, SliceMemory<V> memory, OutputPointers output)
    {
        copies.ScatterStep(memory.Hidden(step + 1), layout.UnitStride, step, output.Steps);
        copies.EndedStates(memory.Hidden(step + 1), layout.UnitStride, step, output.Hidden);
        if (kernel.HasCell)
            copies.EndedStates(memory.Cell(step + 1), layout.UnitStride, step, output.Cell);
    }
}
