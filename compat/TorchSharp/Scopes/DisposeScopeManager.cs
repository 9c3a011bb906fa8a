namespace TorchSharp;

/// <summary>The scopes of one thread, innermost first, and the counts of what it made and disposed.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? threadSingleton;

    internal static DisposeScopeManager ThreadSingleton => threadSingleton ??= new DisposeScopeManager();

    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.Counts;

    internal ThreadDisposeScopeStatistics Counts { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    /// <summary>Where the tensors made now go while native work of the package is stood in for.</summary>
    internal Interop.NativeSection? Section { get; set; }

    internal LifetimeStatistics CountsOf(IDisposable disposable) =>
        disposable is torch.Tensor ? Counts.TensorStatistics : Counts.PackedSequenceStatistics;

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    internal DisposeScope? RegisterCreated(IDisposable created)
    {
        if (CurrentDisposeScope is null)
            CountsOf(created).CreatedOutsideScopeCount++;
        else
            CountsOf(created).CreatedInScopeCount++;
        CurrentDisposeScope?.Register(created);
        return CurrentDisposeScope;
    }

    internal void CountDisposal(IDisposable disposable)
    {
        if (Owned.GetScope(disposable) is null)
            CountsOf(disposable).DisposedOutsideScopeCount++;
        else
            CountsOf(disposable).DisposedInScopeCount++;
    }

    internal void RemoveDisposeScope(DisposeScope removed)
    {
        if (CurrentDisposeScope == removed)
        {
            CurrentDisposeScope = removed.OuterScope;
            return;
        }
        for (var scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
        {
            if (scope.OuterScope == removed)
                scope.OuterScope = removed.OuterScope;
        }
    }
}
