namespace Rnn.Onnx.Inference.Generation;

/// <summary>Lets text through up to the first stop string, and holds back what may yet become one.</summary>
/// <param name="stops">The stop strings; none of them is empty.</param>
internal sealed class StopFilter(IReadOnlyList<string> stops)
{
    private string held = "";

    /// <summary>Whether a stop string has come.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes a piece of text.</summary>
    /// <returns>What is certain to stand in front of every stop string; often nothing.</returns>
    public string Take(string piece)
    {
        if (stops.Count == 0)
            return piece;
        held += piece;
        var first = stops
            .Select(stop => held.IndexOf(stop, StringComparison.Ordinal))
            .Where(place => place >= 0)
            .DefaultIfEmpty(-1)
            .Min();
        Stopped = first >= 0;
        return Release(Stopped ? first : Enumerable.Range(0, held.Length + 1).First(MayStop));
    }

    /// <summary>What is held back, when no more text comes.</summary>
    public string Rest() => Stopped ? "" : Release(held.Length);

    // Whether what is held from a place on is the beginning of a stop string; nothing at all is one.
    private bool MayStop(int place) =>
        stops.Any(stop => stop.AsSpan().StartsWith(held.AsSpan(place), StringComparison.Ordinal));

    private string Release(int count)
    {
        var released = held[..count];
        held = held[count..];
        return released;
    }
}
