using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// Stands for a call into the package's native half. Tensors made while it is open are no objects of the program: they
/// are counted nowhere, belong to no scope, and are gone at its end, but for those that are kept or published.
/// </summary>
internal sealed class NativeSection : IDisposable
{
    private readonly DisposeScopeManager manager = DisposeScopeManager.ThreadSingleton;
    private readonly NativeSection? outer;
    private readonly List<Tensor> made = [];

    internal NativeSection()
    {
        outer = manager.Section;
        manager.Section = this;
    }

    internal void Own(Tensor tensor) => made.Add(tensor);

    /// <summary>Lets a tensor of the section outlive it, still as the native half's own.</summary>
    internal Tensor Keep(Tensor tensor)
    {
        // Not Remove: equality of tensors compares their elements.
        made.RemoveAt(made.FindLastIndex(other => ReferenceEquals(other, tensor)));
        return tensor;
    }

    /// <summary>Gives a tensor of the section to the program, as a new object.</summary>
    internal Tensor Publish(Tensor tensor) => PublishNew(() => new Tensor(tensor.MoveHandle()));

    /// <summary>Makes objects of the program in the middle of the section.</summary>
    internal T PublishNew<T>(Func<T> make)
    {
        manager.Section = outer;
        try
        {
            return make();
        }
        finally
        {
            manager.Section = this;
        }
    }

    public void Dispose()
    {
        manager.Section = outer;
        foreach (var tensor in made)
            tensor.Dispose();
    }
}
