using System.Runtime.CompilerServices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>The GRU at each unit, as PyTorch has it; blocks of r, z, n and of four biases, the last that of the state in n.</summary>
/// <remarks>
/// <code>
/// r, z = sigmoid(sums + bias)    s = (R h)_n + r_n    n = tanh((W x)_n + b_n + r * s)
/// h' = n + z * (h - n)
/// back, with dh' from above:
/// dn = dh' * (1 - z) * (1 - n^2)    dz = dh' * (h - n) * z * (1 - z)    dr = dn * s * r * (1 - r)    ds = dn * r
/// dh = dh' * z
/// </code>
/// The third gate holds s, whose gradient the state's weights need; n is kept beside the gates, and its gradient takes its place. When
/// a step is finished these two change places: the input's weights need that of n.
/// </remarks>
internal sealed unsafe class GruKernel<V> : CellKernel<V>
    where V : struct, ILanes<V>
{
    public override int Biases => 4;

    public override int BlocksAtOnce => 4;

    public override bool IsRecurrentApart => true;

    public override bool Keeps => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in StepMemory step, int rows, int from, int to)
    {
        var (gateStride, unitStride) = (step.GateStride, step.UnitStride);
        var count = V.Count;
        for (var block = from; block < to; block++)
        {
            var at = (nint)block * count;
            var gates = step.Gates + 3 * at;
            var recurrent = step.Recurrent + 3 * at;
            var bias = step.Bias + 4 * at;
            var (biasR, biasZ) = (V.Load(bias), V.Load(bias + count));
            var (biasN, biasS) = (V.Load(bias + 2 * count), V.Load(bias + 3 * count));
            for (var row = 0; row < rows; row++, gates += gateStride, recurrent += gateStride, at += unitStride)
            {
                var r = Activations<V>.Sigmoid(V.Load(gates) + V.Load(recurrent) + biasR);
                var z = Activations<V>.Sigmoid(V.Load(gates + count) + V.Load(recurrent + count) + biasZ);
                var s = V.Load(recurrent + 2 * count) + biasS;
                var n = Activations<V>.Tanh(V.MultiplyAdd(r, s, V.Load(gates + 2 * count) + biasN));
                r.Store(gates);
                z.Store(gates + count);
                s.Store(gates + 2 * count);
                n.Store(step.Kept + at);
                V.MultiplyAdd(z, V.Load(step.HiddenBefore + at) - n, n).Store(step.Hidden + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in StepMemory step, int rows, int from, int to)
    {
        var (gateStride, unitStride) = (step.GateStride, step.UnitStride);
        var count = V.Count;
        var one = V.Create(1);
        for (var block = from; block < to; block++)
        {
            var at = (nint)block * count;
            var gates = step.Gates + 3 * at;
            var bias = step.Bias + 4 * at;
            var (sumR, sumZ, sumN, sumS) = (
                V.Load(bias),
                V.Load(bias + count),
                V.Load(bias + 2 * count),
                V.Load(bias + 3 * count)
            );
            for (var row = 0; row < rows; row++, gates += gateStride, at += unitStride)
            {
                var (r, z, s) = (V.Load(gates), V.Load(gates + count), V.Load(gates + 2 * count));
                var n = V.Load(step.Kept + at);
                var dh = V.Load(step.Hidden + at);
                var dn = dh * (one - z) * (one - n * n);
                var dz = dh * (V.Load(step.HiddenBefore + at) - n) * z * (one - z);
                var dr = dn * s * r * (one - r);
                var ds = dn * r;
                (dh * z).Store(step.Hidden + at);
                dr.Store(gates);
                dz.Store(gates + count);
                ds.Store(gates + 2 * count);
                dn.Store(step.Kept + at);
                sumR += dr;
                sumZ += dz;
                sumN += dn;
                sumS += ds;
            }
            sumR.Store(bias);
            sumZ.Store(bias + count);
            sumN.Store(bias + 2 * count);
            sumS.Store(bias + 3 * count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Finish(float* gates, nint gateStride, float* kept, nint unitStride, int rows, int blocks)
    {
        for (var row = 0; row < rows; row++, gates += gateStride, kept += unitStride)
        {
            for (var block = 0; block < blocks; block++)
            {
                var ofState = gates + (3 * block + 2) * V.Count;
                var ofInput = kept + block * V.Count;
                var state = V.Load(ofState);
                V.Load(ofInput).Store(ofState);
                state.Store(ofInput);
            }
        }
    }
}
