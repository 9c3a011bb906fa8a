namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How well a language model predicts a text, each token from all in front of it.</summary>
/// <param name="Nats">Sum of -log p over the tokens, natural logarithm.</param>
/// <param name="Tokens">Tokens that were predicted: all but the first.</param>
/// <param name="Characters">Characters of the text that these tokens stand for.</param>
/// <param name="Unknown">Those of the tokens that are not in the vocabulary: all of them count as one and the same.</param>
public sealed record LanguageMetrics(double Nats, int Tokens, int Characters, int Unknown)
{
    /// <summary>Mean cross entropy of a token.</summary>
    public double NatsPerToken => Nats / Tokens;

    /// <summary>exp of <see cref="NatsPerToken"/>: among how many equally likely tokens the model might as well choose.</summary>
    public double Perplexity => Math.Exp(NatsPerToken);

    /// <summary>Nats a character, by which models of different tokens compare.</summary>
    public double NatsPerCharacter => Nats / Characters;

    /// <summary>The same in bits.</summary>
    public double BitsPerCharacter => NatsPerCharacter / Math.Log(2);

    /// <summary>The figures by the names they have in a card.</summary>
    public IReadOnlyDictionary<string, double> ForCard() =>
        new Dictionary<string, double>
        {
            ["bitsPerCharacter"] = BitsPerCharacter,
            ["natsPerCharacter"] = NatsPerCharacter,
            ["natsPerToken"] = NatsPerToken,
            ["perplexity"] = Perplexity,
            ["unknown"] = Unknown,
        };
}
