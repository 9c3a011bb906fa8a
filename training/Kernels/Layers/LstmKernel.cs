using System.Runtime.CompilerServices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>The LSTM at each unit; blocks of i, f, g, o.</summary>
/// <remarks>
/// <code>
/// i, f, o = sigmoid(sums + bias)    g = tanh(sum + bias)
/// c' = f * c + i * g                h' = o * tanh(c')
/// back, with dh' and dc' from above:
/// d  = dc' + dh' * o * (1 - tanh(c')^2)
/// di = d * g * i * (1 - i)    df = d * c * f * (1 - f)    dg = d * i * (1 - g^2)    do = dh' * tanh(c') * o * (1 - o)
/// dc = d * f
/// </code>
/// </remarks>
internal sealed unsafe class LstmKernel<V> : CellKernel<V>
    where V : struct, ILanes<V>
{
    public override int Biases => 4;

    public override int BlocksAtOnce => 1;

    public override bool HasCell => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in StepMemory step, int rows, int from, int to)
    {
        var (gateStride, unitStride) = (step.GateStride, step.UnitStride);
        var one = V.Count;
        for (var block = from; block < to; block++)
        {
            var at = (nint)block * one;
            var gates = step.Gates + 4 * at;
            var (biasI, biasF) = (V.Load(step.Bias + 4 * at), V.Load(step.Bias + 4 * at + one));
            var (biasG, biasO) = (V.Load(step.Bias + 4 * at + 2 * one), V.Load(step.Bias + 4 * at + 3 * one));
            for (var row = 0; row < rows; row++, gates += gateStride, at += unitStride)
            {
                var i = Activations<V>.Sigmoid(V.Load(gates) + biasI);
                var f = Activations<V>.Sigmoid(V.Load(gates + one) + biasF);
                var g = Activations<V>.Tanh(V.Load(gates + 2 * one) + biasG);
                var o = Activations<V>.Sigmoid(V.Load(gates + 3 * one) + biasO);
                var c = V.MultiplyAdd(f, V.Load(step.CellBefore + at), i * g);
                i.Store(gates);
                f.Store(gates + one);
                g.Store(gates + 2 * one);
                o.Store(gates + 3 * one);
                c.Store(step.CellAfter + at);
                (o * Activations<V>.Tanh(c)).Store(step.Hidden + at);
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
            var gates = step.Gates + 4 * at;
            var bias = step.Bias + 4 * at;
            var (sumI, sumF, sumG, sumO) = (
                V.Load(bias),
                V.Load(bias + count),
                V.Load(bias + 2 * count),
                V.Load(bias + 3 * count)
            );
            for (var row = 0; row < rows; row++, gates += gateStride, at += unitStride)
            {
                var (i, f) = (V.Load(gates), V.Load(gates + count));
                var (g, o) = (V.Load(gates + 2 * count), V.Load(gates + 3 * count));
                var shown = Activations<V>.Tanh(V.Load(step.CellAfter + at));
                var dh = V.Load(step.Hidden + at);
                var d = V.MultiplyAdd(dh * o, one - shown * shown, V.Load(step.Cell + at));
                var di = d * g * i * (one - i);
                var df = d * V.Load(step.CellBefore + at) * f * (one - f);
                var dg = d * i * (one - g * g);
                var dO = dh * shown * o * (one - o);
                (d * f).Store(step.Cell + at);
                di.Store(gates);
                df.Store(gates + count);
                dg.Store(gates + 2 * count);
                dO.Store(gates + 3 * count);
                sumI += di;
                sumF += df;
                sumG += dg;
                sumO += dO;
            }
            sumI.Store(bias);
            sumF.Store(bias + count);
            sumG.Store(bias + 2 * count);
            sumO.Store(bias + 3 * count);
        }
    }
}
