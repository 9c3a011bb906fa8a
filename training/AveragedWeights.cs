using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>
/// A running average of a model's parameters (Polyak and Juditsky 1992), exponential: after step s each of the weights w behind
/// the steps 1 to s counts (1 - d) d^(s - i) / (1 - d^s), the bias correction of Adam (Kingma and Ba 2015, section 3); the
/// initial weights do not count.
/// </summary>
internal sealed class AveragedWeights : IDisposable
{
    private readonly nn.Module model;
    private readonly double decay;
    private readonly Dictionary<string, Tensor> averages;

    public AveragedWeights(nn.Module model, double decay)
    {
        (this.model, this.decay) = (model, decay);
        using var none = no_grad();
        averages = Parameters().ToDictionary(p => p.Name, p => p.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>The averages by the parameters' names, in the model's order.</summary>
    public Dictionary<string, Tensor> Tensors => averages;

    /// <summary>Takes in the weights after a step.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public void Add(long step)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var share = (1 - decay) / (1 - Math.Pow(decay, step));
        foreach (var (name, value) in Parameters())
            averages[name].add_(value - averages[name], share);
    }

    /// <summary>The model gets the averages, and its weights are kept here until the next call changes them back.</summary>
    public void Swap()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, value) in Parameters())
        {
            var weights = value.detach().clone();
            value.copy_(averages[name]);
            averages[name].copy_(weights);
        }
    }

    private IEnumerable<(string Name, Tensor Value)> Parameters() =>
        model.named_parameters().Select(p => (p.name, (Tensor)p.parameter));

    public void Dispose()
    {
        foreach (var average in averages.Values)
            average.Dispose();
        averages.Clear();
    }
}
