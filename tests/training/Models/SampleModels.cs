using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tests.Tagging;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>A small model of every kind, with options that differ from the defaults.</summary>
internal static class SampleModels
{
    private static readonly RecurrentOptions Layers = new()
    {
        Cell = CellKind.Gru,
        Features = 3,
        Hidden = 6,
        Layers = 2,
        Dropout = 0.25,
        Residual = true,
    };

    public static IEnumerable<nn.Module> All()
    {
        yield return new Forecaster(
            new ForecasterOptions { Horizon = 4, Recurrent = Layers with { Bidirectional = true } },
            new Scaler([3, -2, 0.1f], [1.5f, 0.25f, 1e-3f])
        );
        yield return new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Recurrent = Layers with { Bidirectional = true, Cell = CellKind.Lstm, LearnedInitialState = true },
                Classes = 3,
                Labels = ["low", "middle", "high"],
                Pooling = Pooling.Attention,
                Dropout = 0.5,
            }
        );
        yield return new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = Layers with { Bias = false },
                Outputs = 2,
                Pooling = Pooling.Mean,
            }
        );
        yield return new SequenceTagger(
            new SequenceTaggerOptions
            {
                Recurrent = Layers with { LayerNorm = true, Cell = CellKind.Lstm, Bidirectional = true },
                Vocabulary = 7,
                Embedding = 5,
                Classes = 4,
            }
        );
        yield return SampleTaggers.Create(crf: true, new WordTaggerOptions { RareFrom = 5, UnknownShare = 0.25 });
        yield return new SequenceDecoder(
            new SequenceDecoderOptions
            {
                Recurrent = Layers with { Cell = CellKind.Lstm },
                Features = 3,
                Outputs = 2,
                Steps = 9,
            }
        );
        yield return new LanguageModel(
            new LanguageModelOptions { Recurrent = Layers with { HandWritten = true }, Vocabulary = 9 }
        );
        yield return new LanguageModel(
            new LanguageModelOptions
            {
                Recurrent = Layers,
                Vocabulary = 9,
                Embedding = 6,
                TiedWeights = true,
            }
        );
    }
}
