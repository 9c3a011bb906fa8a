using System.Numerics;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Rnn.Onnx.Training.Kernels.Memory;

/// <summary>
/// Keeps the memory of the kernels from one step to the next: a step of the sizes of the last one allocates nothing. All
/// blocks together are never much more than what was in use at once in the steps before.
/// </summary>
internal sealed unsafe class BufferPool
{
    // How fast the memory of large steps is given up when smaller ones follow: this part of it with each.
    private const int Forgets = 16;
    private const int Alignment = 64;

    // Not every block serves every request: this part more than was in use at once is kept, so that a step finds all it asks for.
    private const int Slack = 4;
    private const long FirstCollection = 16L << 20;

    private readonly Lock gate = new();
    private readonly List<Piece> idle = [];
    private long idleBytes;
    private long usedBytes;
    private long mostUsedBytes;
    private long peakBytes;
    private long collectAt = FirstCollection;

    /// <summary>The pool of the process.</summary>
    public static BufferPool Shared { get; } = new();

    /// <summary>How many blocks have been fetched from the system.</summary>
    public int Fetched { get; private set; }

    /// <summary>Memory for as many floats, with values of any kind in it.</summary>
    public Block Rent(long floats)
    {
        var bytes = Size(Math.Max(1, floats) * sizeof(float));
        if (Reuse(bytes) is { } block)
            return block;
        // Whoever forgets a forward pass without a backward one leaves its memory to the finalizer, which only a collection calls.
        if (Collects())
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            lock (gate)
                collectAt = Math.Max(FirstCollection, 2 * usedBytes);
            if (Reuse(bytes) is { } returned)
                return returned;
        }
        lock (gate)
        {
            Use(bytes);
            Fetched++;
            return new Block(this, new Piece((nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment), bytes));
        }
    }

    // Eight sizes from one power of two to the next: what the way forward gave back serves the way back, which asks for about as much.
    // Memory at the end of a block that nobody writes to is never there.
    private static long Size(long bytes)
    {
        var grain = (long)Math.Max(Alignment, BitOperations.RoundUpToPowerOf2((ulong)bytes) / 16);
        return (bytes + grain - 1) / grain * grain;
    }

    private void Return(Piece piece)
    {
        lock (gate)
        {
            usedBytes -= piece.Bytes;
            idle.Add(piece);
            idleBytes += piece.Bytes;
            if (usedBytes == 0)
                EndStep();
            while (idleBytes + usedBytes > mostUsedBytes + mostUsedBytes / Slack && idle.Count > 0)
                Free(0);
        }
    }

    private void EndStep()
    {
        mostUsedBytes = Math.Max(peakBytes, mostUsedBytes - mostUsedBytes / Forgets);
        peakBytes = 0;
    }

    /// <summary>Gives all idle memory back to the system.</summary>
    public void Trim()
    {
        lock (gate)
        {
            while (idle.Count > 0)
                Free(idle.Count - 1);
            mostUsedBytes = usedBytes;
        }
    }

    private bool Collects()
    {
        lock (gate)
            return usedBytes > collectAt && GCSettings.LatencyMode != GCLatencyMode.NoGCRegion;
    }

    // The smallest that is large enough, and not much too large.
    private Block? Reuse(long bytes)
    {
        lock (gate)
        {
            var best = -1;
            for (var i = 0; i < idle.Count; i++)
            {
                var size = idle[i].Bytes;
                if (size >= bytes && size <= 2 * bytes && (best < 0 || size < idle[best].Bytes))
                    best = i;
            }
            if (best < 0)
                return null;
            var piece = idle[best];
            idle.RemoveAt(best);
            idleBytes -= piece.Bytes;
            Use(piece.Bytes);
            return new Block(this, piece);
        }
    }

    private void Use(long bytes)
    {
        usedBytes += bytes;
        peakBytes = Math.Max(peakBytes, usedBytes);
        mostUsedBytes = Math.Max(mostUsedBytes, peakBytes);
    }

    private void Free(int index)
    {
        NativeMemory.AlignedFree((void*)idle[index].Address);
        idleBytes -= idle[index].Bytes;
        idle.RemoveAt(index);
    }

    internal readonly record struct Piece(nint Address, long Bytes);

    /// <summary>Memory outside the garbage collector's, which goes back to the pool when it is disposed or forgotten.</summary>
    internal sealed class Block : SafeHandle
    {
        private readonly BufferPool pool;
        private readonly long bytes;

        internal Block(BufferPool pool, Piece piece)
            : base(0, ownsHandle: true)
        {
            (this.pool, bytes) = (pool, piece.Bytes);
            SetHandle(piece.Address);
        }

        /// <summary>Where it begins.</summary>
        public float* Floats => (float*)handle;

        /// <inheritdoc/>
        public override bool IsInvalid => handle == 0;

        /// <inheritdoc/>
        protected override bool ReleaseHandle()
        {
            pool.Return(new Piece(handle, bytes));
            return true;
        }
    }
}
