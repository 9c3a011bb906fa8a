namespace Rnn.Onnx.Models.Translation;

/// <summary>What a translator's graph does and gives.</summary>
public sealed record TranslatorOptions
{
    /// <summary>
    /// How it searches. Beam size, penalties and limits are the defaults of inputs; <see cref="DecodingOptions.NoRepeatNgram"/>,
    /// <see cref="DecodingOptions.Best"/> and <see cref="DecodingOptions.ReplaceUnknown"/> are fixed in the file. Default: see there.
    /// </summary>
    public DecodingOptions Decoding { get; init; } = new();

    /// <summary>
    /// Whether <c>attention</c>, <c>source_tokens</c> and <c>target_tokens</c> of the best translations are outputs as well.
    /// Default: no.
    /// </summary>
    public bool Attention { get; init; }

    /// <summary>
    /// Whether the inputs beside the text must be given and have no defaults. onnxruntime-node can not set an input that has one;
    /// ML.NET wants a column for each that has none. Default: no.
    /// </summary>
    public bool RequiredInputs { get; init; }

    /// <summary>Refuses values that mean nothing, or nothing to a model.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range, or needs an attention that the model lacks.</exception>
    internal TranslatorOptions Validate(AttentionKind attention)
    {
        Decoding.Validate();
        if (attention != AttentionKind.None)
            return this;
        if (Attention)
            throw Errors.InvalidInput($"Option attention: expected no for a model without attention, found yes.");
        if (Decoding.CoveragePenalty > 0)
            throw Errors.InvalidInput(
                $"Option coverage-penalty: expected 0 for a model without attention, found {Decoding.CoveragePenalty}."
            );
        return this;
    }
}
