using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>Copies rows between the tensors of a layer, in the batch's order, and the memory of the kernels, in steps' order.</summary>
internal sealed unsafe class RowCopies<V>(LayerShape shape, RowSlice slice, int direction)
    where V : struct, ILanes<V>
{
    // Steps of a row lie beside each other, rows far apart: what comes in so many steps is asked for early.
    private const int Ahead = 2;

    // A line of the cache in floats.
    private const int Line = 16;

    private readonly bool reversed = direction == 1;

    /// <summary>Inputs [N, T, C] of the steps from <paramref name="from"/> to <paramref name="to"/>, a row after the other.</summary>
    public void GatherInputs(float* steps, int from, int to, float* target, nint stride)
    {
        for (var step = from; step < to; step++)
        {
            for (var row = 0; row < slice.Running(step); row++, target += stride)
                Copy(steps + Place(row, step) * shape.Features, target, shape.Features);
        }
    }

    /// <summary>Gradients of the inputs of some steps to [N, T, C].</summary>
    public void ScatterInputs(float* source, nint stride, int from, int to, float* steps)
    {
        for (var step = from; step < to; step++)
        {
            for (var row = 0; row < slice.Running(step); row++, source += stride)
                Copy(source, steps + Place(row, step) * shape.Features, shape.Features);
        }
    }

    /// <summary>Hidden states after a step to the outputs [N, T, D*H].</summary>
    public void ScatterStep(float* states, nint stride, int step, float* steps)
    {
        for (var row = 0; row < slice.Running(step); row++, states += stride)
        {
            Prefetch(Output(steps, row, step + Ahead), shape.Hidden);
            Copy(states, Output(steps, row, step), shape.Hidden);
        }
    }

    /// <summary>Adds the gradients of a step's outputs [N, T, D*H] to those of the states after it.</summary>
    public void AddStep(float* steps, int step, float* states, nint stride)
    {
        for (var row = 0; row < slice.Running(step); row++, states += stride)
        {
            var from = Output(steps, row, step);
            Prefetch(Output(steps, row, step - Ahead), shape.Hidden);
            var unit = 0;
            for (; unit + V.Count <= shape.Hidden; unit += V.Count)
                (V.Load(states + unit) + V.Load(from + unit)).Store(states + unit);
            for (; unit < shape.Hidden; unit++)
                states[unit] += from[unit];
        }
    }

    /// <summary>States of the batch [D, N, H] to those of the slice's rows, filled up with zeros; zeros where there are none.</summary>
    public void ToStates(float* states, float* target, GateLayout<V> layout)
    {
        for (var row = 0; row < slice.Count; row++, target += layout.UnitStride)
        {
            var line = new Span<float>(target, layout.Units);
            line.Clear();
            if (states != null)
                new ReadOnlySpan<float>(State(states, row), shape.Hidden).CopyTo(line);
        }
    }

    /// <summary>States of all rows of the slice to those of the batch [D, N, H].</summary>
    public void FromStates(float* source, nint stride, float* states)
    {
        for (var row = 0; row < slice.Count; row++, source += stride)
            Copy(source, State(states, row), shape.Hidden);
    }

    /// <summary>States of the rows for which a step was the last one, to those of the batch [D, N, H].</summary>
    public void EndedStates(float* source, nint stride, int step, float* states)
    {
        for (var row = slice.Running(step + 1); row < slice.Running(step); row++)
            Copy(source + row * stride, State(states, row), shape.Hidden);
    }

    /// <summary>Sets a part of each step behind a row's end to 0.</summary>
    public void ClearBehindEnds(float* steps, int width, int from, int count)
    {
        for (var row = 0; row < slice.Count; row++)
        {
            for (var time = slice.Length(row); time < shape.Time; time++)
                new Span<float>(steps + ((nint)slice.Row(row) * shape.Time + time) * width + from, count).Clear();
        }
    }

    private nint Place(int row, int step) => (nint)slice.Row(row) * shape.Time + slice.Time(row, step, reversed);

    private float* Output(float* steps, int row, int step) =>
        steps + (Place(row, step) * shape.Directions + direction) * shape.Hidden;

    private float* State(float* states, int row) =>
        states + ((nint)direction * shape.Batch + slice.Row(row)) * shape.Hidden;

    // Asking for memory in front of a tensor or behind it does nothing.
    private static void Prefetch(float* memory, int count)
    {
        for (var i = 0; i < count; i += Line)
            V.Prefetch(memory + i);
    }

    // A vector at a time: rows are short.
    private static void Copy(float* source, float* target, int count)
    {
        var i = 0;
        for (; i + V.Count <= count; i += V.Count)
            V.Load(source + i).Store(target + i);
        for (; i < count; i++)
            target[i] = source[i];
    }
}
