namespace Rnn.Onnx.Models.Generation;

/// <summary>The inputs of a generator's graph beside the prompt: their defaults, or whether they have any.</summary>
public sealed record GeneratorOptions : SamplingOptions
{
    /// <summary>Tokens to write. Default: 100.</summary>
    public long Length { get; init; } = 100;

    /// <summary>
    /// Whether <c>length</c>, <c>temperature</c>, <c>top_k</c>, <c>top_p</c> and <c>seed</c> must be given and have no defaults.
    /// onnxruntime-node can not set an input that has one; ML.NET wants a column for each that has none. Default: no.
    /// </summary>
    public bool RequiredInputs { get; init; }

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public GeneratorOptions Validate()
    {
        ValidateSampling();
        OptionRange.AtLeast(Length, 0, "length");
        return this;
    }
}
