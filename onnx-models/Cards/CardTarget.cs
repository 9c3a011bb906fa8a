namespace Rnn.Onnx.Models.Cards;

/// <summary>What a translator writes.</summary>
/// <param name="Text">How the texts to write became tokens; their tokens become text again by the same rule.</param>
/// <param name="Vocabulary">What stands for each id, in the order of the ids.</param>
public sealed record CardTarget(CardText Text, IReadOnlyList<string> Vocabulary);
