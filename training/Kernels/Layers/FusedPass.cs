using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Threads;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>One way forward through a layer, and at most one way back.</summary>
internal abstract class FusedPass : IDisposable
{
    /// <summary>Weights from which on packing them is shared among threads.</summary>
    private protected const long SharedPacking = 1 << 16;

    /// <summary>Makes a pass.</summary>
    /// <param name="width">How wide the vectors are.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="lengths">Steps of each row; null when all have T.</param>
    /// <param name="threads">Threads that may share the work.</param>
    /// <param name="keeps">Whether there will be a way back.</param>
    public static FusedPass Create(KernelWidth width, LayerShape shape, long[]? lengths, int threads, bool keeps) =>
        width switch
        {
            KernelWidth.Widest => new FusedPass<Lanes512>(shape, lengths, threads, keeps),
            KernelWidth.Wide => new FusedPass<Lanes256>(shape, lengths, threads, keeps),
            KernelWidth.Portable => new FusedPass<Lanes128>(shape, lengths, threads, keeps),
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, "No kernels of this width."),
        };

    /// <summary>From inputs to outputs.</summary>
    public abstract void Forward(WeightPointers[] weights, InputPointers input, OutputPointers output);

    /// <summary>From the outputs' gradients to those of the inputs and weights. What was kept is used up.</summary>
    /// <param name="weights">The weights of each direction.</param>
    /// <param name="input">What the way forward took.</param>
    /// <param name="output">Gradients of the outputs.</param>
    /// <param name="gradients">Gradients of the inputs, as far as wanted; a second direction's inputs are added.</param>
    /// <param name="weightGradients">Gradients of the weights of each direction; null when none is wanted.</param>
    public abstract void Backward(
        WeightPointers[] weights,
        InputPointers input,
        OutputPointers output,
        InputPointers gradients,
        WeightPointers[]? weightGradients
    );

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A pass by vectors of one width.</summary>
internal sealed unsafe class FusedPass<V> : FusedPass
    where V : struct, ILanes<V>
{
    private readonly LayerShape shape;
    private readonly int threads;
    private readonly CellKernel<V> kernel;
    private readonly GateLayout<V> layout;
    private readonly RowSlice[] slices;
    private readonly PackedWeights<V>[] packed;
    private readonly SliceMemory<V>[] memories;
    private readonly Workspace kept = new(BufferPool.Shared);

    public FusedPass(LayerShape shape, long[]? lengths, int threads, bool keeps)
    {
        (this.shape, this.threads) = (shape, threads);
        kernel = CellKernel<V>.Of(shape.Cell);
        layout = new GateLayout<V>(shape.Gates, shape.Hidden);
        slices = RowSlice.Deal(shape.Batch, shape.Time, lengths, shape.Parts(threads));
        packed = [.. Enumerable.Range(0, shape.Directions).Select(_ => new PackedWeights<V>(shape, layout, kernel))];
        memories =
        [
            .. Enumerable
                .Range(0, Units)
                .Select(unit => new SliceMemory<V>(kept, slices[unit % slices.Length], layout, kernel, keeps)),
        ];
    }

    // What a thread does at a time: the rows of a slice in one direction.
    private int Units => shape.Directions * slices.Length;

    private int Packers => (long)layout.Columns * (shape.Features + shape.Hidden) < SharedPacking ? 1 : threads;

    public override void Forward(WeightPointers[] weights, InputPointers input, OutputPointers output)
    {
        using var scratch = new Workspace(BufferPool.Shared);
        foreach (var direction in packed)
            direction.RentForward(scratch);
        ForEach((direction, part, parts) => packed[direction].PackForward(weights[direction], part, parts));
        Workers.Run(
            Units,
            unit =>
            {
                var (direction, slice) = Math.DivRem(unit, slices.Length);
                new SliceForward<V>(shape, layout, kernel, packed[direction], slices[slice], direction).Run(
                    input,
                    memories[unit],
                    output
                );
            }
        );
    }

    public override void Backward(
        WeightPointers[] weights,
        InputPointers input,
        OutputPointers output,
        InputPointers gradients,
        WeightPointers[]? weightGradients
    )
    {
        using var scratch = new Workspace(BufferPool.Shared);
        foreach (var direction in packed)
            direction.RentBackward(scratch, gradients.Steps != null);
        ForEach((direction, part, parts) => packed[direction].PackBackward(weights[direction], part, parts));
        var byPanels = PanelGradients<V>.Suits(shape, slices, layout);
        var sums = weightGradients
            ?.Select(_ => new GradientSums<V>(scratch, shape, layout, kernel, slices.Length, !byPanels))
            .ToArray();
        var panels = byPanels
            ? weightGradients?.Select((_, direction) => PanelsOf(direction, scratch)).ToArray()
            : null;
        var size = (long)shape.Batch * shape.Time * shape.Features;
        var second = shape.Directions == 2 && gradients.Steps != null ? scratch.Floats(size) : null;
        Workers.Run(
            Units,
            unit =>
            {
                var (direction, slice) = Math.DivRem(unit, slices.Length);
                new SliceBackward<V>(shape, layout, kernel, packed[direction], slices[slice], direction).Run(
                    input,
                    memories[unit],
                    output,
                    direction == 0
                        ? gradients
                        : new InputPointers
                        {
                            Steps = second,
                            Hidden = gradients.Hidden,
                            Cell = gradients.Cell,
                        },
                    sums?[direction],
                    slice
                );
                panels?[direction].GatherInputs(input.Steps, slice);
            }
        );
        if (weightGradients is not null)
            ForEach(
                (direction, part, parts) =>
                {
                    sums![direction].Gather(weightGradients[direction], part, parts);
                    panels?[direction].Run(weightGradients[direction], input.Hidden != null, part, parts);
                }
            );
        if (second != null)
            Add(gradients.Steps, second, size);
        Dispose();
    }

    public override void Dispose() => kept.Dispose();

    private PanelGradients<V> PanelsOf(int direction, Workspace scratch) =>
        new(
            scratch,
            shape,
            layout,
            kernel,
            packed[direction].JoinsInputs,
            slices,
            memories[(direction * slices.Length)..((direction + 1) * slices.Length)],
            direction
        );

    private void ForEach(Action<int, int, int> part)
    {
        var parts = Packers;
        Workers.Run(
            parts,
            share =>
            {
                for (var direction = 0; direction < shape.Directions; direction++)
                    part(direction, share, parts);
            }
        );
    }

    private static void Add(float* target, float* other, long count)
    {
        long i = 0;
        for (; i + V.Count <= count; i += V.Count)
            (V.Load(target + i) + V.Load(other + i)).Store(target + i);
        for (; i < count; i++)
            target[i] += other[i];
    }
}
