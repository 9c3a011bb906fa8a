using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests.Texts;

/// <summary>A small classifier, trained on generated sentences in about a second.</summary>
internal static class SampleClassifier
{
    public static ClassificationTrainingOptions Options { get; } =
        new()
        {
            Model = new SequenceClassifierOptions
            {
                Embedding = 12,
                Dropout = 0.1,
                Pooling = Pooling.Max,
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Hidden = 12,
                    Bidirectional = true,
                },
            },
            Training = new TrainerOptions
            {
                Epochs = 12,
                BatchSize = 16,
                LearningRate = 0.02,
                Threads = 1,
            },
            Text = new TextOptions { LowerCase = true },
        };

    public static TrainedClassifier Train(string path, ClassificationTrainingOptions? options = null) =>
        ClassificationTraining.Run(SampleTexts.File(path), options ?? Options);
}
