namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>
                /// Sequences of different lengths without their padding: the elements of all at time 0, then time 1, ...
                /// </summary>
                public sealed class PackedSequence : IDisposable
                {
                    private DisposeScope? owningDisposeScope;
                    private bool disposed;

                    internal PackedSequence(
                        Tensor data,
                        Tensor batch_sizes,
                        Tensor sorted_indices,
                        Tensor unsorted_indices
                    )
                    {
                        this.data = data.DetachFromDisposeScope();
                        this.batch_sizes = batch_sizes.DetachFromDisposeScope();
                        this.sorted_indices = sorted_indices.DetachFromDisposeScope();
                        this.unsorted_indices = unsorted_indices.DetachFromDisposeScope();
                        OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterCreated(this);
                    }

                    public readonly Tensor data;

                    public readonly Tensor batch_sizes;

                    public readonly Tensor sorted_indices;

                    public readonly Tensor unsorted_indices;

                    internal DisposeScope? OwningDisposeScope
                    {
                        get => owningDisposeScope;
                        set
                        {
                            owningDisposeScope = value;
                            foreach (var part in Parts)
                                part.OwningDisposeScope = value;
                        }
                    }

                    internal bool IsInvalid => disposed;

                    internal bool IsSorted => sorted_indices.IsInvalid;

                    /// <summary>Other values in the same packing.</summary>
                    internal PackedSequence WithData(Interop.NativeSection native, Tensor values) =>
                        Publish(
                            native,
                            values,
                            batch_sizes.alias(),
                            IsSorted ? null : sorted_indices.alias(),
                            IsSorted ? null : unsorted_indices.alias()
                        );

                    /// <summary>Four new objects, also for indices that there are none of.</summary>
                    internal static PackedSequence Publish(
                        Interop.NativeSection native,
                        Tensor data,
                        Tensor batchSizes,
                        Tensor? sorted,
                        Tensor? unsorted
                    ) =>
                        native.PublishNew(() =>
                            new PackedSequence(
                                new Tensor(data.MoveHandle()),
                                new Tensor(batchSizes.MoveHandle()),
                                new Tensor(sorted?.MoveHandle() ?? 0),
                                new Tensor(unsorted?.MoveHandle() ?? 0)
                            )
                        );

                    private Tensor[] Parts => [data, batch_sizes, sorted_indices, unsorted_indices];

                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        OwningDisposeScope?.MoveToOuter(this);
                        return this;
                    }

                    public PackedSequence DetachFromDisposeScope()
                    {
                        OwningDisposeScope?.Detach(this);
                        return this;
                    }

                    public PackedSequence MoveToOtherDisposeScope(PackedSequence other) =>
                        MoveToOtherDisposeScope(other.OwningDisposeScope);

                    public PackedSequence MoveToOtherDisposeScope(DisposeScope? other)
                    {
                        if (OwningDisposeScope is null)
                            other?.Attach(this);
                        else
                            OwningDisposeScope.MoveToOther(other, this);
                        return this;
                    }

                    public void Dispose()
                    {
                        if (disposed)
                            return;
                        disposed = true;
                        foreach (var part in Parts)
                            part.Dispose();
                        DisposeScopeManager.ThreadSingleton.CountDisposal(this);
                        OwningDisposeScope?.MarkAsDisposed(this);
                    }
                }
            }
        }
    }
}
