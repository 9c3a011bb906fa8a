namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>
/// The states of many keys in few large arrays, the oldest used of which gives way when there is no more room. Safe for
/// concurrent calls.
/// </summary>
/// <param name="width">Numbers of a key.</param>
/// <param name="capacity">Keys at the most.</param>
internal sealed class StateStore(int width, int capacity)
{
    private const int SlabSlots = 1024;
    private const int None = -1;

    private readonly Lock gate = new();
    private readonly Dictionary<StateKey, int> slots = [];
    private readonly List<float[]> slabs = []; // [SlabSlots, width] each
    private Entry[] entries = [];
    private int used;
    private int free = None; // slots that were given back, a list by Newer
    private int oldest = None;
    private int newest = None;
    private long evicted;

    public int Count
    {
        get
        {
            lock (gate)
                return slots.Count;
        }
    }

    /// <summary>Keys that had to give way so far.</summary>
    public long Evicted => Interlocked.Read(ref evicted);

    public bool Contains(StateKey key)
    {
        lock (gate)
            return slots.ContainsKey(key);
    }

    /// <summary>Copies the states of a key, if it has any.</summary>
    public bool TryRead(StateKey key, Span<float> states)
    {
        lock (gate)
        {
            if (!slots.TryGetValue(key, out var slot))
                return false;
            At(slot).CopyTo(states);
            return true;
        }
    }

    /// <summary>Keeps the states of a key, which is the latest used now.</summary>
    public void Write(StateKey key, ReadOnlySpan<float> states)
    {
        lock (gate)
        {
            if (slots.TryGetValue(key, out var slot))
            {
                Unlink(slot);
            }
            else
            {
                slot = Take();
                entries[slot].Key = key;
                slots.Add(key, slot);
            }
            states.CopyTo(At(slot));
            LinkNewest(slot);
        }
    }

    public bool Remove(StateKey key)
    {
        lock (gate)
        {
            if (!slots.Remove(key, out var slot))
                return false;
            Unlink(slot);
            entries[slot].Key = default;
            entries[slot].Newer = free;
            free = slot;
            return true;
        }
    }

    /// <summary>Hands out everything, the longest unused first; other calls wait meanwhile.</summary>
    /// <param name="begin">Gets the number of keys.</param>
    /// <param name="each">Gets a key and its states.</param>
    public void Visit(Action<int> begin, StateVisitor each)
    {
        lock (gate)
        {
            begin(slots.Count);
            for (var slot = oldest; slot != None; slot = entries[slot].Newer)
                each(entries[slot].Key, At(slot));
        }
    }

    // A slot that nobody uses: a new one, one that was given back, or that of the key used the longest ago.
    private int Take()
    {
        if (free != None)
        {
            var slot = free;
            free = entries[slot].Newer;
            return slot;
        }
        if (used < capacity)
        {
            if (used == entries.Length)
                Array.Resize(ref entries, (int)Math.Min(capacity, Math.Max(16, 2L * used)));
            if (used % SlabSlots == 0)
                slabs.Add(new float[Math.Min(SlabSlots, capacity - used) * width]);
            return used++;
        }
        var victim = oldest;
        Unlink(victim);
        slots.Remove(entries[victim].Key);
        Interlocked.Increment(ref evicted);
        return victim;
    }

    private void Unlink(int slot)
    {
        var (older, newer) = (entries[slot].Older, entries[slot].Newer);
        if (older == None)
            oldest = newer;
        else
            entries[older].Newer = newer;
        if (newer == None)
            newest = older;
        else
            entries[newer].Older = older;
    }

    private void LinkNewest(int slot)
    {
        (entries[slot].Older, entries[slot].Newer) = (newest, None);
        if (newest == None)
            oldest = slot;
        else
            entries[newest].Newer = slot;
        newest = slot;
    }

    private Span<float> At(int slot) => slabs[slot / SlabSlots].AsSpan(slot % SlabSlots * width, width);

    private struct Entry
    {
        public StateKey Key;
        public int Older;
        public int Newer;
    }
}

/// <summary>Takes a key and its states.</summary>
internal delegate void StateVisitor(StateKey key, ReadOnlySpan<float> states);
