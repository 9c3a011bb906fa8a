using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Tests.Forecasting;
using Rnn.Onnx.Pipelines.Tests.Windows;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>The trainer of forecasters.</summary>
internal static class ForecastingCases
{
    private static readonly RnnForecastingOptions Options = SamplePipeline.Options with
    {
        Model = new ForecasterOptions { Recurrent = new RecurrentOptions { Hidden = 4 } },
        Training = SamplePipeline.Options.Training with { Epochs = 1 },
    };

    public static IReadOnlyList<EstimatorCase> All { get; } =
    [
        Case("Forecaster of several targets", Options, ["a", "b"], ["forecast"]),
        Case(
            "Forecaster of quantiles with a calendar",
            Options with
            {
                Model = Options.Model with
                {
                    Quantiles = [0.1, 0.5, 0.9],
                    Calendar = [new CalendarFeature(CalendarField.WeekDay)],
                },
            },
            ["a"],
            ["forecast", "quantiles"]
        ),
        Case(
            "Forecaster of one step",
            Options with
            {
                Model = Options.Model with { Horizon = 1 },
            },
            ["a"],
            ["forecast", "Score"],
            horizon: 1
        ) with
        {
            Saved = ["forecast"],
        },
    ];

    private static EstimatorCase Case(
        string name,
        RnnForecastingOptions options,
        string[] targets,
        string[] outputs,
        int horizon = 3
    ) =>
        new(name)
        {
            Create = (ml, _, cancel) => ml.Forecasting().Trainers.Rnn(options with { Cancellation = cancel }),
            Data = ml =>
                ml.Sequences()
                    .Windows(
                        SampleRows.Of(ml, SampleSeries.Several(60)),
                        new WindowOptions
                        {
                            Columns = ["a", "b", "c"],
                            Targets = targets,
                            Date = "date",
                            LookBack = 8,
                            Horizon = horizon,
                        }
                    ),
            Input = "series",
            Outputs = outputs,
        };
}
