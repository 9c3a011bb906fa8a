using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The parameters that the three cells share, in the order in which PyTorch draws them.</summary>
internal sealed class CellCore
{
    private readonly long hiddenSize;

    internal CellCore(nn.Module owner, int gates, long inputSize, long hiddenSize, bool bias)
    {
        this.hiddenSize = hiddenSize;
        var bound = hiddenSize > 0 ? 1.0 / Math.Sqrt(hiddenSize) : 0;
        WeightIh = Make("weight_ih", gates * hiddenSize, inputSize);
        WeightHh = Make("weight_hh", gates * hiddenSize, hiddenSize);
        if (!bias)
            return;
        BiasIh = Make("bias_ih", gates * hiddenSize);
        BiasHh = Make("bias_hh", gates * hiddenSize);

        Parameter Make(string name, params long[] size)
        {
            var parameter = empty(size, ScalarType.Float32, CPU).AsParameter();
            nn.init.uniform_(parameter, -bound, bound);
            owner.register_parameter(name, parameter);
            return parameter;
        }
    }

    internal Parameter WeightIh { get; set; }

    internal Parameter WeightHh { get; set; }

    internal Parameter? BiasIh { get; set; }

    internal Parameter? BiasHh { get; set; }

    /// <summary>A new object for the same tensor, as the package gives at each read of a property.</summary>
    internal static Parameter? Shared(Parameter? parameter) =>
        parameter is null ? null : new Parameter(NativeMethods.TensorShare(parameter.Handle));

    internal Tensor ZeroState(Tensor input) =>
        input.dim() == 1
            ? zeros(hiddenSize, input.dtype, input.device)
            : zeros(input.size(0), hiddenSize, input.dtype, input.device);

    /// <summary>libtorch's cell operators do not check their sizes in a way that names them.</summary>
    internal void Require(Tensor input, Tensor state)
    {
        if (state.size(-1) != hiddenSize || (input.dim() == 2 && input.size(0) != state.size(0)))
            throw new System.Runtime.InteropServices.ExternalException(
                $"Expected a hidden state of size {hiddenSize} for each row of the input, "
                    + $"but got [{string.Join(", ", state.shape)}] for an input of [{string.Join(", ", input.shape)}]"
            );
    }
}
