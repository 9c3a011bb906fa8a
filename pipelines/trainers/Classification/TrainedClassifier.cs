using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>A classifier of texts that was trained, exported and verified.</summary>
/// <param name="File">The model with its card inside; <c>Save</c> writes it.</param>
/// <param name="Card">The card.</param>
/// <param name="Training">The run: each epoch's losses.</param>
/// <param name="Parity">How closely ONNX Runtime reproduced the trained module.</param>
/// <param name="Test">How often it is right on the test part, or on the validation part where there is none, measured with the exported model.</param>
public sealed record TrainedClassifier(
    ModelFile File,
    ModelCard Card,
    TrainingResult Training,
    ParityReport Parity,
    ClassificationMetrics Test
);
