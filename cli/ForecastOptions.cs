using System.CommandLine;
using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Tasks;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli;

/// <summary>All options of <c>rnn train forecast</c> but for where the file goes; those of the demo as well.</summary>
internal sealed class ForecastOptions
{
    private static readonly ForecastTrainingOptions Defaults = new();

    private readonly SeriesOptions series = new();
    private readonly ModelOptions model = new();
    private readonly TrainingOptions training = new(Defaults.Training);

    private readonly Option<string[]> targets = new("--targets", "--target")
    {
        Description = "The columns to forecast, or all.",
        AllowMultipleArgumentsPerToken = true,
        Required = true,
    };

    private readonly Option<string[]> features = new("--features")
    {
        Description = "Further columns that the model reads beside the targets.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<ForecastLoss> loss = Value(
        "--loss",
        "What to make small: huber, mae or mse; with quantiles always the pinball loss.",
        Defaults.Loss
    );

    private readonly Option<int> period = Value(
        "--period",
        "Steps of a season, for MASE and the seasonal naive forecast.",
        Defaults.Period
    );

    private readonly Option<double> validation = Value(
        "--validation",
        "Share of the rows that choose the epoch.",
        Defaults.ValidationShare
    );

    private readonly Option<double> test = Value(
        "--test",
        "Share of the rows at the end to measure on.",
        Defaults.TestShare
    );

    private readonly Option<string[]> rows = new("--rows")
    {
        Description = "Rows to train on, to validate and to test, such as 8640,2880,2880, instead of shares.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The CSV file.</summary>
    public Option<string> Data => series.Data;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { targets, features, loss, period, validation, test, rows })
            command.Add(option);
        series.AddTo(command);
        model.AddTo(command);
        training.AddTo(command);
    }

    /// <summary>Reads the series, and says how its forecaster is made.</summary>
    /// <exception cref="InvalidInputException">The series can not be used, or a value is out of its range.</exception>
    public (TimeSeries Series, ForecastTrainingOptions Options) Read(ParseResult parsed)
    {
        var asked = SeriesOptions.SplitList(parsed.GetValue(targets));
        var all = asked is ["all"];
        var read = series.Read(
            parsed,
            new SeriesReaderOptions
            {
                Targets = all ? [] : asked,
                AllNumericTargets = all,
                Features = SeriesOptions.SplitList(parsed.GetValue(features)),
            }
        );
        var masks = parsed.GetValue(series.Missing) == MissingValues.Keep;
        var options = new ForecastTrainingOptions
        {
            Model = model.Read(parsed, read, masks),
            Training = training.Read(parsed),
            Loss = parsed.GetValue(loss),
            Period = parsed.GetValue(period),
            ValidationShare = parsed.GetValue(validation),
            TestShare = parsed.GetValue(test),
            Rows = Parts(SeriesOptions.SplitList(parsed.GetValue(rows))),
        };
        return (read, options);
    }

    private static SeriesRows? Parts(string[] words)
    {
        if (words.Length == 0)
            return null;
        int[] counts =
        [
            .. words.Select(word =>
                int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1
            ),
        ];
        return counts is [>= 1 and var train, >= 1 and var validate, >= 1 and var test]
            ? new SeriesRows(train, validate, test)
            : throw new InvalidInputException(
                $"Option rows: expected three numbers of rows, to train on, to validate and to test, found {string.Join(",", words)}."
            );
    }
}
