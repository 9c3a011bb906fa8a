using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>What a cell does at each unit by itself, after and before the products.</summary>
internal abstract unsafe class CellKernel<V>
    where V : struct, ILanes<V>
{
    /// <summary>Vectors of biases in a block of units.</summary>
    public abstract int Biases { get; }

    /// <summary>Blocks whose gates fill whole panels.</summary>
    public abstract int BlocksAtOnce { get; }

    /// <summary>Whether there is a cell state beside the hidden one.</summary>
    public virtual bool HasCell => false;

    /// <summary>Whether the products of the state are needed apart from those of the input.</summary>
    public virtual bool IsRecurrentApart => false;

    /// <summary>Whether something is kept of each unit beside the gates.</summary>
    public virtual bool Keeps => false;

    /// <summary>From the sums to the gates and the states after the step.</summary>
    /// <param name="step">Where the numbers stand.</param>
    /// <param name="rows">Rows that run.</param>
    /// <param name="from">First block of units.</param>
    /// <param name="to">Behind the last block.</param>
    public abstract void Forward(in StepMemory step, int rows, int from, int to);

    /// <summary>
    /// From the gradients of the states after the step to those of the sums, which take the place of the gates, and to what reaches
    /// the states before it without a product.
    /// </summary>
    /// <param name="step">Where the numbers stand.</param>
    /// <param name="rows">Rows that run.</param>
    /// <param name="from">First block of units.</param>
    /// <param name="to">Behind the last block.</param>
    public abstract void Backward(in StepMemory step, int rows, int from, int to);

    /// <summary>
    /// Makes the gates' gradients those of the input's products, where these are others than those of the state's; what is kept is
    /// then the last gate of the state's.
    /// </summary>
    public virtual void Finish(float* gates, nint gateStride, float* kept, nint unitStride, int rows, int blocks) { }

    /// <summary>The kernel of a cell.</summary>
    public static CellKernel<V> Of(CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => new LstmKernel<V>(),
            CellKind.Gru => new GruKernel<V>(),
            CellKind.ElmanTanh => new ElmanKernel<V>(relu: false),
            CellKind.ElmanRelu => new ElmanKernel<V>(relu: true),
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Unknown cell."),
        };
}
