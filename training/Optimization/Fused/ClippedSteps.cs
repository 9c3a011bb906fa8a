using Rnn.Onnx.Training.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>
/// The end of a training step: gradients are measured in one pass, clipped and turned into a step of an optimizer in a second one,
/// both over the tensors' own memory. What the passes do not cover, and all of it where the kernels are off, goes through the
/// library's optimizer, whose memory both share: the one can go on where the other was.
/// </summary>
/// <param name="parameters">What is trained.</param>
/// <param name="optimizer">The library's optimizer over them.</param>
/// <param name="options">How to clip and what kind of step.</param>
internal sealed class ClippedSteps(
    IReadOnlyList<Parameter> parameters,
    OptimizerHelper optimizer,
    TrainerOptions options
)
{
    // As PyTorch's clip_grad_norm_ has it: the norm may be 0.
    private const double NormEpsilon = 1e-6;

    private readonly OptimizerState[] states = [.. optimizer.state_dict().State];
    private readonly FlatBlocks blocks = new(parameters.Select(parameter => parameter.numel()));
    private readonly bool parametersFit = parameters.All(FlatParameter.Fits);
    private readonly Tensor?[] gradients = new Tensor?[parameters.Count];
    private readonly FlatParameter?[] flat = new FlatParameter?[parameters.Count];
    private bool isFlat;
    private GradientClip clip;

    private double Largest => options.ClipValue > 0 ? options.ClipValue : double.PositiveInfinity;

    /// <summary>Forgets the gradients of the step before: the next ones need no zeros to be added to.</summary>
    public void Begin()
    {
        foreach (var parameter in parameters)
            parameter.grad = null;
    }

    /// <summary>Finds the common norm of all gradients, and how they are to be clipped.</summary>
    /// <returns>The norm before clipping; where it is not finite the gradients are of no use.</returns>
    public double Measure()
    {
        for (var i = 0; i < gradients.Length; i++)
            gradients[i] = parameters[i].grad;
        isFlat =
            parametersFit
            && KernelPath.Current != KernelWidth.Off
            && Array.TrueForAll(gradients, gradient => gradient is null || FlatParameter.Fits(gradient));
        if (!isFlat)
            return Gradients.Clip(parameters, options);

        var norm = Norm(double.PositiveInfinity);
        var clipped = options is { ClipValue: > 0, ClipNorm: > 0 } ? Norm(options.ClipValue) : norm;
        var scale = options.ClipNorm > 0 ? Math.Min(options.ClipNorm / (clipped + NormEpsilon), 1) : 1;
        clip = new GradientClip(Largest, scale);
        return norm;
    }

    /// <summary>Takes the step that was measured. The gradients themselves stay as they were.</summary>
    /// <param name="rate">Learning rate.</param>
    public void Take(double rate)
    {
        Optimizers.SetRate(optimizer, rate);
        if (!isFlat)
        {
            optimizer.step();
            return;
        }
        var remembers = options.Optimizer.Momentum > 0;
        for (var i = 0; i < flat.Length; i++)
            flat[i] = gradients[i] is { } gradient
                ? FlatParameter.Next(parameters[i], gradient, states[i], remembers)
                : null;
        blocks.Run(block =>
        {
            if (flat[block.Parameter] is { } parameter)
                Change(parameter, block, rate);
        });
    }

    private double Norm(double largest) =>
        Math.Sqrt(
            blocks.Sum(block =>
                gradients[block.Parameter] is { } gradient ? SumOfSquares.Of(block.Of(gradient), (float)largest) : 0
            )
        );

    private void Change(FlatParameter parameter, FlatBlock block, double rate)
    {
        var settings = options.Optimizer;
        switch (settings.Kind)
        {
            case OptimizerKind.Adam or OptimizerKind.AdamW:
                block.Apply(new AdamRule(settings, rate, parameter.Step, clip), parameter);
                break;
            case OptimizerKind.RmsProp:
                block.Apply(new RmsPropRule(settings, rate, clip), parameter);
                break;
            case OptimizerKind.Sgd when parameter.First is null:
                block.Apply(new DescentRule(settings, rate, clip), parameter);
                break;
            case OptimizerKind.Sgd:
                block.Apply(new SgdRule(settings, rate, clip), parameter);
                break;
            default:
                throw new InvalidOperationException($"No step of {settings.Kind}.");
        }
    }
}
