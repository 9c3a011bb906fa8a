using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>A translator that was trained, exported and verified.</summary>
/// <param name="File">The model with its card inside, texts in and texts out; <c>Save</c> writes it.</param>
/// <param name="Files">The same model as two files, for programs that decode themselves.</param>
/// <param name="Card">The card.</param>
/// <param name="Training">The run: each epoch's losses.</param>
/// <param name="Parity">How closely ONNX Runtime reproduced the trained module.</param>
/// <param name="Measured">How well it translates the part that is measured, with the exported model.</param>
/// <param name="Perplexity">exp of the cross entropy of the references' tokens there.</param>
public sealed record TrainedTranslator(
    ModelFile File,
    TranslatorFiles Files,
    ModelCard Card,
    TrainingResult Training,
    ParityReport Parity,
    TranslationMetrics Measured,
    double Perplexity
);
