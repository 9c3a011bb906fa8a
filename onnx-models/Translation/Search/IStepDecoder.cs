namespace Rnn.Onnx.Models.Translation;

/// <summary>What makes one step of a translation after the other. N rows, each of K lanes; V vocabulary, S source steps of the longest row.</summary>
public interface IStepDecoder
{
    /// <summary>How errors name it.</summary>
    string Name { get; }

    /// <summary>V.</summary>
    int Vocabulary { get; }

    /// <summary>Whether a step tells how much it looked at each source step.</summary>
    bool HasAttention { get; }

    /// <summary>Reads a token in each lane.</summary>
    /// <param name="tokens">The tokens [N * K], row by row.</param>
    /// <param name="parents">
    /// The lane of the step before that each lane goes on from [N * K]; in the first step the row of the source. A row whose
    /// lanes no one goes on from is not in this step any more.
    /// </param>
    /// <param name="lanes">K; the step before may have had another.</param>
    /// <returns>The caller's until the next step.</returns>
    StepAnswer Step(ReadOnlySpan<long> tokens, ReadOnlySpan<int> parents, int lanes);
}

/// <summary>What a step gives.</summary>
/// <param name="logits">[N * K, V]; the reader may write into it.</param>
/// <param name="attention">[N * K, S], 0 where a row has no source step; empty without attention.</param>
public readonly ref struct StepAnswer(Span<float> logits, ReadOnlySpan<float> attention)
{
    /// <summary>[N * K, V]; the reader may write into it.</summary>
    public Span<float> Logits { get; } = logits;

    /// <summary>[N * K, S], 0 where a row has no source step; empty without attention.</summary>
    public ReadOnlySpan<float> Attention { get; } = attention;
}
