using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Kernels;

/// <summary>A layer as a function that the tensor library differentiates by calling back.</summary>
internal sealed class FusedFunction : autograd.MultiTensorFunction<FusedFunction>
{
    private const string Call = "call";

    /// <inheritdoc/>
    public override string Name => nameof(FusedFunction);

    /// <summary>Takes a <see cref="FusedCall"/> and then its arguments, null for those that are not there.</summary>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (FusedCall)vars[0];
        Tensor?[] arguments = [.. vars.Skip(1).Cast<Tensor?>()];
        ctx.save_data(Call, call);
        ctx.save_for_backward([.. arguments.OfType<Tensor>()]);
        return call.Forward(arguments);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        var call = (FusedCall)ctx.get_data(Call);
        var saved = ctx.get_saved_variables();
        try
        {
            // The first gradient is that of the call, which is no tensor.
            return [null!, .. call.Backward(saved, grad_outputs).Select(gradient => gradient!)];
        }
        finally
        {
            // Gradients of a long batch are large, and nobody but this call has them.
            foreach (var tensor in saved.Concat(grad_outputs))
                tensor.Dispose();
        }
    }
}
