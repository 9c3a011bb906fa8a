namespace Rnn.Onnx.Inference.Generation;

/// <summary>The states after the latest tokens: a bounded ring, the oldest place of which the next one takes.</summary>
/// <param name="capacity">States that are kept.</param>
internal sealed class StateHistory(int capacity)
{
    private readonly List<(int Tokens, float[][] States)> kept = new(capacity);
    private int next;

    /// <summary>Keeps a copy of the states after some number of tokens.</summary>
    public void Add(int tokens, IReadOnlyList<float[]> states)
    {
        if (kept.Count < capacity)
        {
            kept.Add((tokens, [.. states.Select(state => state.ToArray())]));
            return;
        }
        for (var i = 0; i < states.Count; i++)
            states[i].CopyTo(kept[next].States[i].AsSpan());
        kept[next] = kept[next] with { Tokens = tokens };
        next = (next + 1) % capacity;
    }

    /// <summary>The latest states after so many tokens at the most; null where only later ones are kept.</summary>
    public (int Tokens, IReadOnlyList<float[]> States)? Latest(int tokens)
    {
        (int Tokens, IReadOnlyList<float[]> States)? latest = null;
        foreach (var entry in kept)
        {
            if (entry.Tokens <= tokens && !(latest?.Tokens >= entry.Tokens))
                latest = (entry.Tokens, entry.States);
        }
        return latest;
    }

    /// <summary>Forgets what comes after some number of tokens.</summary>
    public void Cut(int tokens)
    {
        kept.RemoveAll(entry => entry.Tokens > tokens);
        // In the order of their age again, the oldest first.
        kept.Sort((a, b) => a.Tokens.CompareTo(b.Tokens));
        next = 0;
    }
}
