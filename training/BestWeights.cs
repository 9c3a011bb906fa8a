using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>A copy of a model's parameters and buffers at its best epoch.</summary>
internal sealed class BestWeights : IDisposable
{
    private readonly Dictionary<string, Tensor> copies = [];

    public Tensor this[string name] => copies[name];

    public void Keep(nn.Module model)
    {
        using var none = no_grad();
        foreach (var (name, value) in model.state_dict())
        {
            if (copies.TryGetValue(name, out var copy))
                copy.copy_(value);
            else
                copies[name] = value.detach().clone().DetachFromDisposeScope();
        }
    }

    public void Restore(nn.Module model) => model.load_state_dict(copies);

    public void Dispose()
    {
        foreach (var copy in copies.Values)
            copy.Dispose();
        copies.Clear();
    }
}
