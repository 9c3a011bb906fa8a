using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Small models of every kind with random weights, larger than fresh ones so that gates matter.</summary>
internal static class SampleModels
{
    public static readonly RecurrentOptions Layers = new()
    {
        Features = 3,
        Hidden = 6,
        Layers = 2,
        Dropout = 0.3,
    };

    /// <summary>Each kind by name, of a cell.</summary>
    public static nn.Module Create(string kind, CellKind cell = CellKind.Gru)
    {
        var layers = Layers with { Cell = cell };
        // Fed back through a normalization, larger weights amplify float32's own rounding to more than 1e-5.
        var scale = kind == "decoder, normalized" ? 1 : 2;
        return Shaken(
            scale,
            () =>
                kind switch
                {
                    "classifier" => new SequenceClassifier(
                        new SequenceClassifierOptions
                        {
                            Recurrent = layers with { Bidirectional = true },
                            Classes = 3,
                            Labels = ["low", "middle", "high"],
                            Dropout = 0.2,
                        }
                    ),
                    "classifier of ids by mean" => new SequenceClassifier(
                        new SequenceClassifierOptions
                        {
                            Recurrent = layers,
                            Vocabulary = 11,
                            Embedding = 4,
                            Pooling = Pooling.Mean,
                        }
                    ),
                    "classifier by attention" => new SequenceClassifier(
                        new SequenceClassifierOptions { Recurrent = layers, Pooling = Pooling.Attention }
                    ),
                    "regressor" => new SequenceRegressor(
                        new SequenceRegressorOptions { Recurrent = layers, Outputs = 2 }
                    ),
                    "regressor by attention" => new SequenceRegressor(
                        new SequenceRegressorOptions
                        {
                            Recurrent = layers with { Bidirectional = true },
                            Pooling = Pooling.Attention,
                        }
                    ),
                    "regressor by maximum" => new SequenceRegressor(
                        new SequenceRegressorOptions { Recurrent = layers, Pooling = Pooling.Max }
                    ),
                    "tagger" => new SequenceTagger(
                        new SequenceTaggerOptions
                        {
                            Recurrent = layers with { Bidirectional = true },
                            Vocabulary = 7,
                            Classes = 4,
                            Labels = ["noun", "verb", "particle", "other"],
                        }
                    ),
                    "tagger with numbers" => new SequenceTagger(new SequenceTaggerOptions { Recurrent = layers }),
                    "decoder" => new SequenceDecoder(
                        new SequenceDecoderOptions
                        {
                            Recurrent = layers,
                            Features = 3,
                            Outputs = 2,
                            Steps = 9,
                        }
                    ),
                    "decoder, normalized" => new SequenceDecoder(
                        new SequenceDecoderOptions
                        {
                            Recurrent = layers with { LayerNorm = true, Residual = true },
                            Steps = 4,
                        }
                    ),
                    "tagger, written out" => new SequenceTagger(
                        new SequenceTaggerOptions
                        {
                            Recurrent = layers with
                            {
                                HandWritten = true,
                                LearnedInitialState = true,
                                Bidirectional = true,
                            },
                        }
                    ),
                    "language model" => new LanguageModel(
                        new LanguageModelOptions { Recurrent = layers, Vocabulary = 9 }
                    ),
                    "language model, tied" => new LanguageModel(
                        new LanguageModelOptions
                        {
                            Recurrent = layers,
                            Vocabulary = 9,
                            Embedding = 6,
                            TiedWeights = true,
                        }
                    ),
                    _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such sample."),
                }
        );
    }

    public static IEnumerable<string> Kinds =>
        [
            "classifier",
            "classifier of ids by mean",
            "classifier by attention",
            "regressor",
            "regressor by attention",
            "regressor by maximum",
            "tagger",
            "tagger with numbers",
            "decoder",
            "decoder, normalized",
            "tagger, written out",
            "language model",
            "language model, tied",
        ];

    /// <summary>Fresh weights have small products; twice as large they show more.</summary>
    private static nn.Module Shaken(float scale, Func<nn.Module> create)
    {
        torch.manual_seed(3);
        var model = create();
        using var none = no_grad();
        foreach (var parameter in model.parameters())
            parameter.mul_(scale);
        return model;
    }
}
