using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How <see cref="RnnForecastingTrainer"/> makes a forecaster.</summary>
public sealed record RnnForecastingOptions : RnnTrainerOptions
{
    private static readonly ForecastTrainingOptions Defaults = new();

    /// <summary>What the model reads: vectors of Single of known size, [T, C]. Default: <c>series</c>.</summary>
    public string SeriesColumn { get; init; } = WindowColumns.Series;

    /// <summary>What came to pass: vectors of Single of known size, [horizon] or [horizon, targets]. Default: <c>target</c>.</summary>
    public string TargetColumn { get; init; } = WindowColumns.Target;

    /// <summary>
    /// When each of the T + horizon steps was or will be, vectors of Int64, seconds since 1970; read where the model has calendar
    /// features. Default: <c>times</c>.
    /// </summary>
    public string TimesColumn { get; init; } = WindowColumns.Times;

    /// <summary>
    /// Cell and sizes; look-back, horizon, features and targets are those of the windows. Default: see
    /// <see cref="ForecastTrainingOptions"/>.
    /// </summary>
    public ForecasterOptions Model { get; init; } = Defaults.Model;

    /// <summary>How it is trained. Default: see <see cref="ForecastTrainingOptions"/>.</summary>
    public TrainerOptions Training { get; init; } = Defaults.Training;

    /// <summary>What training makes small. Default: Huber's loss.</summary>
    public ForecastLoss Loss { get; init; } = Defaults.Loss;

    /// <summary>Steps of a season, for the MASE and the seasonal naive forecast in the card. Default: 7.</summary>
    public int Period { get; init; } = Defaults.Period;

    /// <summary>Share of the windows, the last ones, that choose the best epoch where there is no validation set. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = SeriesSplit.DefaultValidation;

    internal bool ReadsTimes => Model.Calendar.Count > 0;

    /// <summary>How the transformer scores: with the columns that were trained on.</summary>
    internal ScoreSequencesOptions ScoringColumns
    {
        get
        {
            var columns = new Dictionary<string, string>(Scoring.InputColumns, StringComparer.Ordinal);
            columns.TryAdd(WindowColumns.Series, SeriesColumn);
            if (ReadsTimes)
                columns.TryAdd(WindowColumns.Times, TimesColumn);
            return Scoring with { InputColumns = columns };
        }
    }

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public RnnForecastingOptions Validate()
    {
        ValidateBase();
        Training.Validate();
        OptionRange.AtLeast(Period, 1, "period");
        OptionRange.Positive(ValidationShare, "validation-share");
        OptionRange.Within(ValidationShare, 0, 1, "validation-share");
        return this;
    }
}
