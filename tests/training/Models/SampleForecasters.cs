using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Options of small forecasters: each part of the graph is in one of them, and each cell.</summary>
internal static class SampleForecasters
{
    public static readonly Scaler Scaler = new([5, 900, -20.1f], [0.5f, 120, 1e-3f]);

    private static readonly ForecasterOptions Base = new()
    {
        LookBack = 12,
        Horizon = 6,
        SegmentLength = 4,
        HeadSize = 8,
        Recurrent = new RecurrentOptions { Features = 3, Hidden = 8 },
    };

    private static readonly CalendarFeature[] Calendar =
    [
        new(CalendarField.WeekDay),
        new(CalendarField.MonthOfYear, CalendarField.WeekOfMonth),
    ];

    public static IEnumerable<(string Name, ForecasterOptions Options)> All()
    {
        yield return ("plain", Base);
        yield return ("one step", Base with { Horizon = 1, Calendar = Calendar, Targets = [2] });
        yield return ("quantiles", Base with { Quantiles = [0.1, 0.5, 0.9], Targets = [1], Calendar = Calendar });
        yield return (
            "mask, last value",
            Base with
            {
                Missing = MissingInputs.Mask,
                Normalization = WindowNormalization.LastValue,
                Recurrent = Base.Recurrent with { Cell = CellKind.Gru, Bidirectional = true, Layers = 2 },
            }
        );
        yield return (
            "affine, mask, learned states, normalized cells",
            Base with
            {
                Missing = MissingInputs.Mask,
                AffineNormalization = true,
                HeadDropout = 0.25,
                Recurrent = Base.Recurrent with { LayerNorm = true, LearnedInitialState = true, Bidirectional = true },
            }
        );
        yield return ("no normalization", Base with { Normalization = WindowNormalization.None });
        foreach (var decoding in Enum.GetValues<ForecastDecoding>())
        {
            var wide = Base with { Decoding = decoding, Targets = [0, 1, 2], AffineNormalization = true };
            var written = wide.Recurrent with { HandWritten = true, Cell = CellKind.ElmanRelu, Layers = 2 };
            yield return ($"{decoding}", wide with { Recurrent = written });
            yield return (
                $"{decoding}, channels apart, calendar",
                wide with
                {
                    ChannelIndependent = true,
                    Calendar = Calendar,
                    Targets = [0, 2],
                    Recurrent = wide.Recurrent with { LearnedInitialState = true, Layers = 2 },
                }
            );
            yield return (
                $"{decoding}, mask, calendar",
                wide with
                {
                    Missing = MissingInputs.Mask,
                    Calendar = Calendar,
                    Recurrent = wide.Recurrent with { Cell = CellKind.Gru, Residual = true, Layers = 3 },
                }
            );
        }
    }
}
