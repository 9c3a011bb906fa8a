using System.Runtime.CompilerServices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>The Elman network at each unit: h' = tanh(sum + bias), or the larger of that sum and 0; back, d = dh' * (1 - h'^2), or dh' where h' is not 0.</summary>
internal sealed unsafe class ElmanKernel<V>(bool relu) : CellKernel<V>
    where V : struct, ILanes<V>
{
    public override int Biases => 1;

    public override int BlocksAtOnce => 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in StepMemory step, int rows, int from, int to)
    {
        var zero = V.Create(0);
        for (var block = from; block < to; block++)
        {
            var at = (nint)block * V.Count;
            var gates = step.Gates + at;
            var bias = V.Load(step.Bias + at);
            for (var row = 0; row < rows; row++, gates += step.GateStride, at += step.UnitStride)
            {
                var sum = V.Load(gates) + bias;
                var h = relu ? V.Max(zero, sum) : Activations<V>.Tanh(sum);
                h.Store(gates);
                h.Store(step.Hidden + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in StepMemory step, int rows, int from, int to)
    {
        var one = V.Create(1);
        for (var block = from; block < to; block++)
        {
            var at = (nint)block * V.Count;
            var gates = step.Gates + at;
            var sum = V.Load(step.Bias + at);
            for (var row = 0; row < rows; row++, gates += step.GateStride, at += step.UnitStride)
            {
                var h = V.Load(gates);
                var dh = V.Load(step.Hidden + at);
                var d = relu ? V.ZeroWhereNotPositive(h, dh) : dh * (one - h * h);
                d.Store(gates);
                sum += d;
            }
            sum.Store(step.Bias + (nint)block * V.Count);
        }
    }
}
