using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Optimization.Fused;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>
/// A running average of a model's parameters (Polyak and Juditsky 1992), exponential: after step s each of the weights w behind
/// the steps 1 to s counts (1 - d) d^(s - i) / (1 - d^s), the bias correction of Adam (Kingma and Ba 2015, section 3); the
/// initial weights do not count.
/// </summary>
internal sealed class AveragedWeights : IDisposable
{
    private readonly double decay;
    private readonly Dictionary<string, Tensor> averages;
    private readonly FlatParameter[] pairs;
    private readonly FlatBlocks blocks;
    private readonly bool fits;

    public AveragedWeights(nn.Module model, double decay)
    {
        this.decay = decay;
        using var none = no_grad();
        var named = model.named_parameters().ToArray();
        averages = named.ToDictionary(p => p.name, p => p.parameter.detach().clone().DetachFromDisposeScope());
        // The average is what changes; the weights stand where gradients do.
        pairs = [.. named.Select(p => new FlatParameter(averages[p.name], p.parameter))];
        blocks = new FlatBlocks(pairs.Select(pair => pair.Weight.numel()));
        fits = pairs.All(pair => FlatParameter.Fits(pair.Weight) && FlatParameter.Fits(pair.Gradient));
    }

    /// <summary>The averages by the parameters' names, in the model's order.</summary>
    public Dictionary<string, Tensor> Tensors => averages;

    /// <summary>Takes in the weights after a step.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public void Add(long step)
    {
        var share = (1 - decay) / (1 - Math.Pow(decay, step));
        if (fits && KernelPath.Current != KernelWidth.Off)
        {
            blocks.Run(block => block.Apply(new AverageRule(share), pairs[block.Parameter]));
            return;
        }
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (average, value, _, _, _) in pairs)
            average.add_(value - average, share);
    }

    /// <summary>The model gets the averages, and its weights are kept here until the next call changes them back.</summary>
    public void Swap()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (average, value, _, _, _) in pairs)
        {
            var weights = value.detach().clone();
            value.copy_(average);
            average.copy_(weights);
        }
    }

    public void Dispose()
    {
        foreach (var average in averages.Values)
            average.Dispose();
        averages.Clear();
    }
}
