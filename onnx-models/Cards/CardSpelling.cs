namespace Rnn.Onnx.Models.Cards;

/// <summary>How a model reads the characters of words; the words in lower case are the card's vocabulary.</summary>
/// <param name="Characters">What stands for each id, in the order of the ids.</param>
/// <param name="MaximumCharacters">Characters of a word that count, from its beginning.</param>
public sealed record CardSpelling(IReadOnlyList<string> Characters, int MaximumCharacters);
