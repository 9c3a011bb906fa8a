using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The weights that the three cells share, in the order in which PyTorch draws them.</summary>
internal sealed class CellCore
{
    private readonly long inputSize;
    private readonly long hiddenSize;

    internal CellCore(nn.Module owner, int gates, long inputSize, long hiddenSize, bool bias)
    {
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        var bound = hiddenSize > 0 ? 1.0 / Math.Sqrt(hiddenSize) : 0;
        WeightIh = Make("weight_ih", gates * hiddenSize, inputSize);
        WeightHh = Make("weight_hh", gates * hiddenSize, hiddenSize);
        if (!bias)
            return;
        BiasIh = Make("bias_ih", gates * hiddenSize);
        BiasHh = Make("bias_hh", gates * hiddenSize);

        Tensor Make(string name, params long[] size)
        {
            Tensor weight;
            using (var native = new NativeSection())
                weight = native.Keep(nn.init.uniform_(empty(size, ScalarType.Float32, CPU), -bound, bound));
            owner.RegisterNative(name, weight.requires_grad_());
            return weight;
        }
    }

    internal Tensor WeightIh { get; set; }

    internal Tensor WeightHh { get; set; }

    internal Tensor? BiasIh { get; set; }

    internal Tensor? BiasHh { get; set; }

    internal IEnumerable<Tensor> Weights => new[] { WeightIh, WeightHh, BiasIh, BiasHh }.OfType<Tensor>();

    /// <summary>A new object for the same tensor, as the package gives at each read of a property.</summary>
    internal static Parameter? Shared(Tensor? weight) =>
        weight is null ? null : new Parameter(NativeMethods.TensorShare(weight.Handle));

    /// <summary>The native half's own handle to a parameter that is put in place of another.</summary>
    internal static Tensor Hidden(Parameter parameter)
    {
        using var native = new NativeSection();
        return native.Keep(new Tensor(NativeMethods.TensorShare(parameter.Handle)));
    }

    internal Tensor ZeroState(Tensor input) => zeros(input.size(0), hiddenSize, input.dtype, input.device);

    /// <summary>The checks of PyTorch's cells, in its order and words; no state counts as one of no rows.</summary>
    internal void Require(Tensor input, Tensor? state, string what)
    {
        if (input.size(1) != inputSize)
            throw new ExternalException($"input has inconsistent input_size: got {input.size(1)} expected {inputSize}");
        var rows = state?.size(0) ?? 0;
        if (input.size(0) != rows)
            throw new ExternalException($"Input batch size {input.size(0)} doesn't match {what} batch size {rows}");
        if (state?.size(1) != hiddenSize)
            throw new ExternalException(
                $"{what} has inconsistent hidden_size: got {state?.size(1)}, expected {hiddenSize}"
            );
    }
}
