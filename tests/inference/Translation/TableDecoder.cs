using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>
/// A decoder without a model: its logits are random numbers that depend on the text and on all tokens so far. The states that
/// lanes hand on are these tokens themselves, so that a lane which goes on from a wrong one is found out.
/// </summary>
/// <param name="vocabulary">V, the special tokens among them.</param>
/// <param name="sources">Source steps of each text.</param>
/// <param name="seed">What the numbers come from.</param>
/// <param name="hasAttention">Whether it tells where it looked.</param>
internal sealed class TableDecoder(int vocabulary, int[] sources, int seed, bool hasAttention = true) : IStepDecoder
{
    private (int Text, int[] Tokens)[]? states;

    public string Name => "table";

    public int Vocabulary => vocabulary;

    public bool HasAttention => hasAttention;

    /// <summary>Lanes of each step so far, all texts together.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>Makes other logits of those that are random.</summary>
    public Action<float[]> Change { get; init; } = _ => { };

    public StepAnswer Step(ReadOnlySpan<long> tokens, ReadOnlySpan<int> parents, int lanes)
    {
        Sizes.Add(tokens.Length);
        Assert.AreEqual(0, tokens.Length % lanes);
        Assert.AreEqual(tokens.Length, parents.Length);
        var next = new (int Text, int[] Tokens)[tokens.Length];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = states is null
                ? (parents[i], [])
                : (states[parents[i]].Text, [.. states[parents[i]].Tokens, (int)tokens[i]]);
            Assert.AreEqual(next[i / lanes * lanes].Text, next[i].Text); // all lanes of a row are of one text
        }
        states = next;
        var width = sources.Max();
        return new StepAnswer(
            states.SelectMany(state => Logits(state.Text, state.Tokens)).ToArray(),
            hasAttention ? states.SelectMany(state => Attention(state.Text, state.Tokens, width)).ToArray() : []
        );
    }

    private float[] Logits(int text, IReadOnlyList<int> tokens)
    {
        var random = Random(text, tokens, 1);
        float[] logits = [.. Enumerable.Range(0, vocabulary).Select(_ => (random.NextSingle() * 6) - 3)];
        Change(logits);
        return logits;
    }

    private float[] Attention(int text, IReadOnlyList<int> tokens, int width)
    {
        var random = Random(text, tokens, 2);
        float[] weights = [.. Enumerable.Range(0, sources[text]).Select(_ => random.NextSingle() + 0.01f)];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum), .. new float[width - weights.Length]];
    }

    /// <summary>What it says to one text.</summary>
    public PlainModel Of(int text) =>
        new(
            sources[text],
            tokens => Logits(text, tokens),
            hasAttention ? tokens => Attention(text, tokens, sources[text]) : null
        );

    private Random Random(int text, IReadOnlyList<int> tokens, int kind)
    {
        var hash = unchecked((seed * 31 + text) * 31 + kind);
        foreach (var token in tokens)
            hash = unchecked((hash ^ token) * 16777619);
        return new Random(hash);
    }
}
