namespace Rnn.Onnx.Hosting;

/// <summary>Where the present model stands: each batch takes the one that is there when it begins, and keeps it to its end.</summary>
internal sealed class ModelSlot<TIn, TOut>(LoadedModel<TIn, TOut> first)
    where TIn : class
    where TOut : class, new()
{
    private readonly Lock gate = new();
    private LoadedModel<TIn, TOut> present = first;

    public string Folder => present.Folder;

    /// <summary>The present model, to be released by the caller.</summary>
    public LoadedModel<TIn, TOut> Acquire()
    {
        lock (gate)
        {
            present.Acquire();
            return present;
        }
    }

    /// <summary>Puts another in its place.</summary>
    public void Replace(LoadedModel<TIn, TOut> next)
    {
        LoadedModel<TIn, TOut> former;
        lock (gate)
            (former, present) = (present, next);
        former.Release();
    }

    /// <summary>Lets the last one go.</summary>
    public void Close() => present.Release();
}
