using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Hosting;

/// <summary>How a pool stands.</summary>
/// <param name="Card">The card of the model that answers; null in a file that did not come from this library, and in an ML.NET model.</param>
/// <param name="Reloads">How often a changed file took the place of the one before.</param>
/// <param name="Problem">What was wrong with the file that was loaded last, so that the one before still answers; null when all is well.</param>
public sealed record SequenceModelStatus(ModelCard? Card, int Reloads, string? Problem);
