using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Every kind of model, its twin without kernels, and a loss.</summary>
internal static class ModelCases
{
    private const int Rows = 3;
    private const int Time = 12;

    public static IEnumerable<(string Name, nn.Module Model)> All()
    {
        foreach (var model in SampleModels.All())
            yield return (model.GetType().Name, model);
        foreach (var (name, options) in SampleForecasters.All())
            yield return ($"{nameof(Forecaster)}, {name}", new Forecaster(options, SampleForecasters.Scaler));
        foreach (var feeding in new[] { false, true })
            yield return ($"{nameof(Seq2Seq)}, input feeding {feeding}", Translator(feeding));
    }

    /// <summary>The same model with the kernels turned off in its own options.</summary>
    public static nn.Module WithoutKernels(nn.Module model)
    {
        return model switch
        {
            Forecaster m => new Forecaster(m.Options with { Recurrent = Off(m.Options.Recurrent) }, m.Scaler),
            SequenceClassifier m => new SequenceClassifier(m.Options with { Recurrent = Off(m.Options.Recurrent) }),
            SequenceRegressor m => new SequenceRegressor(m.Options with { Recurrent = Off(m.Options.Recurrent) }),
            SequenceTagger m => new SequenceTagger(m.Options with { Recurrent = Off(m.Options.Recurrent) }),
            WordTagger m => new WordTagger(m.Options with { Recurrent = Off(m.Options.Recurrent) }, m.Featurizer),
            SequenceDecoder m => new SequenceDecoder(m.Options with { Recurrent = Off(m.Options.Recurrent) }),
            Seq2Seq m => new Seq2Seq(m.Options with { Recurrent = Off(m.Options.Recurrent) }),
            LanguageModel m => new LanguageModel(m.Options with { Recurrent = Off(m.Options.Recurrent) }),
            _ => throw new ArgumentException($"No twin of {model.GetName()}.", nameof(model)),
        };

        static RecurrentOptions Off(RecurrentOptions options) => options with { FusedKernels = false };
    }

    /// <summary>A loss of the model's answers, in which each has a weight of its own.</summary>
    public static Tensor Loss(nn.Module model) =>
        LayerRun.Weighed(
            model switch
            {
                Forecaster m => Forecast(m),
                WordTagger m => Tag(m),
                SequenceDecoder m => m.call(Numbers(Rows, 3)),
                Seq2Seq m => m.Run(Ids(9, Rows, Time), Lengths(), Ids(7, Rows, 5)),
                RecurrentModel m => m.Run(
                    m.Table is null ? Numbers(Rows, Time, 3) : Ids(m.Table.weight!.shape[0], Rows, Time),
                    Lengths()
                ).Values,
                _ => throw new ArgumentException($"No loss of {model.GetName()}.", nameof(model)),
            },
            stream: 7
        );

    private static Tensor Forecast(Forecaster model)
    {
        var mean = tensor(model.Scaler.Means.ToArray()); // [C]
        var deviation = tensor(model.Scaler.Deviations.ToArray()); // [C]
        var horizon = model.Options.Horizon;
        var times = arange(Time + horizon).unsqueeze(0).expand(Rows, -1) * 86_400; // [N, T + horizon]
        var (forecast, quantiles) = model.Forecast(Numbers(Rows, Time, 3) * deviation + mean, times);
        return model.InDeviations(forecast) + (quantiles is null ? 0 : quantiles.sum());
    }

    private static Tensor Tag(WordTagger model)
    {
        var words = Ids(model.Featurizer.Words.Count, Rows, Time);
        var characters = Ids(model.Featurizer.Characters.Count, Rows, Time, 4).clamp(min: 1);
        var emissions = model.Run(words, characters, Lengths()); // [N, T, K]
        return model.Crf is null ? emissions : model.Crf.Loss(emissions, Ids(3, Rows, Time), Lengths());
    }

    private static Seq2Seq Translator(bool feeding) =>
        new(
            new Seq2SeqOptions
            {
                SourceVocabulary = 9,
                TargetVocabulary = 7,
                Embedding = 5,
                InputFeeding = feeding,
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Hidden = 6,
                    Layers = 2,
                    Bidirectional = true,
                },
            }
        );

    private static Tensor Lengths() => tensor(new long[] { 5, Time, 1 });

    private static Tensor Numbers(params long[] shape) => Draws.Uniform(1, 2, ScalarType.Float32, shape);

    private static Tensor Ids(long count, params long[] shape)
    {
        var drawn = Draws.Bits(2, (int)shape.Aggregate(1L, (product, size) => product * size));
        return tensor(drawn.Select(bits => (long)(bits % (ulong)count)).ToArray(), shape);
    }
}
