using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>A language model that was trained, exported and verified.</summary>
/// <param name="File">The step graph with its card inside: ids and states in, logits and states out; <c>Save</c> writes it.</param>
/// <param name="Card">The card.</param>
/// <param name="Training">The run: each epoch's losses, nats a token.</param>
/// <param name="Parity">How closely ONNX Runtime reproduced the trained module.</param>
/// <param name="Measured">Figures of the card's part, measured with the exported model over the whole part.</param>
public sealed record TrainedLanguageModel(
    ModelFile File,
    ModelCard Card,
    TrainingResult Training,
    ParityReport Parity,
    LanguageMetrics Measured
);
