using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>What the model and the naive forecasts say to every window of the test part.</summary>
internal sealed class TestForecasts
{
    private readonly float[] forecasts; // [N, horizon, targets]
    private readonly float[] quantiles; // [N, horizon, Q]

    private TestForecasts(SeriesSplit split, CardSeries card, float[] forecasts, float[] quantiles)
    {
        (Windows, Card, this.forecasts, this.quantiles) = (split.Test, card, forecasts, quantiles);
        Levels = quantiles.Length > 0 ? card.Quantiles! : [];
    }

    public SlidingWindow Windows { get; }

    public CardSeries Card { get; }

    public TimeSeries Series => Windows.Series;

    /// <summary>The levels of the quantiles, rising; empty where the model gives none.</summary>
    public IReadOnlyList<double> Levels { get; }

    public required ForecastScale Scale { get; init; }

    /// <summary>The model's own line.</summary>
    public required ForecastLine Model { get; init; }

    /// <summary>The naive lines, as the table of <c>rnn evaluate</c> has them.</summary>
    public required IReadOnlyList<ForecastLine> Naive { get; init; }

    /// <summary>All lines, the model's first.</summary>
    public IEnumerable<ForecastLine> Lines => [Model, .. Naive];

    /// <summary>The naive forecast with the smallest error.</summary>
    public ForecastLine? BestNaive => Naive.MinBy(line => line.Metrics.ScaledMae);

    /// <summary>Scores all windows in batches.</summary>
    /// <exception cref="InvalidInputException">The series does not fit the model.</exception>
    public static TestForecasts Of(
        string modelFile,
        SeriesSplit split,
        CardSeries card,
        int period,
        CancellationToken cancel
    )
    {
        using var model = SequenceModel.Load(modelFile, new SessionSettings { Device = Device.Cpu });
        var windows = split.Test;
        var answers = new List<float>();
        var spreads = new List<float>();
        foreach (var inputs in Forecasts.Inputs(model.File, windows, batch: 32))
        {
            var outputs = model.Run(inputs, cancel);
            answers.AddRange(outputs.Single(output => output.Name == "forecast").Floats);
            if (card.Quantiles is not null)
                spreads.AddRange(outputs.Single(output => output.Name == "quantiles").Floats);
        }
        float[] all = [.. answers];
        float[] spread = [.. spreads];
        var scale = ForecastScale.Of(split, period);
        var size = windows.Horizon * windows.Targets;
        return new TestForecasts(split, card, all, spread)
        {
            Scale = scale,
            Model = new ForecastLine(
                "the model",
                window => all[(window * size)..((window + 1) * size)],
                Measure(windows, scale, all, spread, card.Quantiles)
            ),
            Naive = [.. NaiveBaselines.For(windows, scale, period).Select(naive => ForecastLine.Naive(naive, windows))],
        };
    }

    /// <summary>The row of the series that is a window's first forecast step.</summary>
    public int Origin(int window) => Windows.History(window).Length / Windows.Targets;

    /// <summary>What came to pass, one target [horizon].</summary>
    public float[] Truth(int window, int target) => Column(Windows.Target(window).ToArray(), target);

    /// <summary>One target of a line's forecast [horizon].</summary>
    public float[] Forecast(ForecastLine line, int window, int target) => Column(line.Of(window), target);

    /// <summary>The value of a quantile at each step [horizon].</summary>
    public float[] Quantile(int window, int level) =>
        [
            .. Enumerable
                .Range(0, Windows.Horizon)
                .Select(step => quantiles[(((window * Windows.Horizon) + step) * Levels.Count) + level]),
        ];

    private float[] Column(float[] values, int target) => [.. values.Where((_, i) => i % Windows.Targets == target)];

    private static ForecastMetrics Measure(
        SlidingWindow windows,
        ForecastScale scale,
        float[] forecasts,
        float[] quantiles,
        IReadOnlyList<double>? levels
    )
    {
        var errors = new ForecastErrors(windows.Horizon, scale);
        var spread = levels is null ? null : new QuantileErrors(levels);
        var (size, width) = (windows.Horizon * windows.Targets, windows.Horizon * (levels?.Count ?? 0));
        for (var window = 0; window < windows.Count; window++)
        {
            var truth = windows.Target(window).Span;
            errors.Add(truth, forecasts.AsSpan(window * size, size));
            spread?.Add(truth, quantiles.AsSpan(window * width, width));
        }
        return errors.Metrics() with { Quantiles = spread?.Metrics() };
    }
}
