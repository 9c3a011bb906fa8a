namespace TorchSharp;

/// <summary>The two kinds of object that a scope can own.</summary>
internal static class Owned
{
    internal static DisposeScope? GetScope(IDisposable disposable) =>
        disposable switch
        {
            torch.Tensor tensor => tensor.OwningDisposeScope,
            torch.nn.utils.rnn.PackedSequence sequence => sequence.OwningDisposeScope,
            _ => throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence"),
        };

    internal static void SetScope(IDisposable disposable, DisposeScope? scope)
    {
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = scope;
        else if (disposable is torch.nn.utils.rnn.PackedSequence sequence)
            sequence.OwningDisposeScope = scope;
    }
}
