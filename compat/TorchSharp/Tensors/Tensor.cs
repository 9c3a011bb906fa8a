using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A handle to a libtorch tensor: lifetime and what the handle tells without computing.</summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        // Made in a NativeSection: counted nowhere.
        private readonly bool isNative;
        private nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            var manager = DisposeScopeManager.ThreadSingleton;
            if (manager.Section is { } section)
            {
                isNative = true;
                section.Own(this);
                return;
            }
            var live = Interlocked.Increment(ref totalCount);
            if (live > peakCount)
                peakCount = live;
            if (register)
                OwningDisposeScope = manager.RegisterCreated(this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        public static long TotalCount => totalCount;

        public static long PeakCount => peakCount;

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public string? name { get; set; }

        public bool IsInvalid => handle == 0;

        public IntPtr Handle =>
            handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            if (!isNative)
            {
                DisposeScopeManager.ThreadSingleton.CountDisposal(this);
                OwningDisposeScope?.MarkAsDisposed(this);
                Interlocked.Decrement(ref totalCount);
            }
            NativeMethods.TensorFree(handle);
            handle = 0;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
                other?.Attach(this);
            else
                OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        /// <summary>Hands the native tensor over to the caller, who frees it.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            var released = Handle;
            Interlocked.Decrement(ref totalCount);
            handle = 0;
            return released;
        }

        /// <summary>Takes the handle away and leaves this object counted, as the package does for parameters.</summary>
        internal nint MoveHandle()
        {
            var moved = handle;
            handle = 0;
            return moved;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public bool Equals(Tensor target) => Operator.CallBool("equal", this, target);

        public override int GetHashCode() => base.GetHashCode();

        private Tensor Call(string name, params ReadOnlySpan<Argument> rest) => Operator.Call(name, this, rest);

        private Tensor Mutate(string name, params ReadOnlySpan<Argument> rest)
        {
            Operator.Mutate(name, this, rest);
            return this;
        }
    }
}
