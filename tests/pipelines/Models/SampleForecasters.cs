using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Small forecasters of every kind with random weights, trained on nothing.</summary>
internal static class SampleForecasters
{
    private static readonly ForecasterOptions Base = new()
    {
        LookBack = 12,
        Horizon = 6,
        SegmentLength = 4,
        HeadSize = 9,
        Recurrent = new RecurrentOptions { Features = 2, Hidden = 7 },
    };

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, ForecasterOptions> Options { get; } =
        new Dictionary<string, ForecasterOptions>
        {
            ["segments of several targets"] = Base with
            {
                Decoding = ForecastDecoding.Segments,
                Targets = [0, 1],
                Normalization = WindowNormalization.LastValue,
            },
            ["recursive"] = Base with
            {
                Decoding = ForecastDecoding.Recursive,
                Recurrent = Base.Recurrent with { Cell = CellKind.Gru },
                Targets = [0, 1],
            },
            ["missing values"] = Base with
            {
                Missing = MissingInputs.Mask,
                Normalization = WindowNormalization.Mean,
                AffineNormalization = true,
            },
            ["calendar and quantiles"] = Base with
            {
                Normalization = WindowNormalization.Mean,
                Quantiles = [0.1, 0.5, 0.9],
                Calendar = [new CalendarFeature(CalendarField.WeekDay)],
                Recurrent = Base.Recurrent with { Cell = CellKind.ElmanTanh, Layers = 2 },
            },
        };

    /// <summary>The same weights at every call.</summary>
    public static Forecaster Create(string kind)
    {
        torch.manual_seed(5);
        return new Forecaster(Options[kind], new Scaler([5, -20], [0.5f, 7]));
    }
}
