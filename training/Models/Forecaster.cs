using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models.Forecasting;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// Reads T steps of raw values [N, T, C] and forecasts the next steps of one column or several in the same unit. Scaling to
/// mean 0 and standard deviation 1 happens inside, with the values of the training part. Where the options name calendar
/// features it also reads the time stamps of the steps behind it and ahead, int64 [N, T + horizon], in Unix seconds.
/// </summary>
public sealed class Forecaster : Module<Tensor, Tensor?, ForecastOutput>, IDescribed
{
    private readonly WindowScaling scaling;
    private readonly CalendarEmbedding? calendar;
    private readonly Parameter? channels;
    private readonly ForecastNetwork network;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <param name="options">Sizes and cell.</param>
    /// <param name="scaler">Mean and standard deviation of each of the C columns.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public Forecaster(ForecasterOptions options, Scaler scaler)
        : base(nameof(Forecaster))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scaler);
        if (scaler.Means.Count != options.Recurrent.Features)
            throw new InvalidInputException(
                $"Option features: expected {scaler.Means.Count}, a column for each that is scaled, found {options.Recurrent.Features}."
            );
        Options = options.Validate();
        Scaler = scaler;
        scaling = new WindowScaling(options, ColumnsRead(scaler), TargetsRead);
        calendar = options.Calendar.Count > 0 ? new CalendarEmbedding(options) : null;
        channels = ChannelSize > 0 ? Parameter(randn(options.Targets.Count, ChannelSize)) : null; // [targets, S]
        network = ForecastNetwork.Create(options, Sizes);
        register_buffer("target", tensor(options.Targets.Select(t => (long)t).ToArray())); // [targets]
        RegisterComponents();
    }

    /// <summary>What the model was built from.</summary>
    public ForecasterOptions Options { get; }

    /// <summary>Mean and standard deviation of each column of the training part.</summary>
    public Scaler Scaler { get; }

    internal WindowScaling Scaling => scaling;

    /// <summary>Values of the targets, in standard deviations of the training part.</summary>
    internal Tensor InDeviations(Tensor values) => scaling.InDeviations(values);

    internal CalendarEmbedding? Calendar => calendar;

    internal Tensor? Channels => channels;

    internal ForecastNetwork Network => network;

    /// <summary>Positions of the targets among the columns that are read.</summary>
    private int[] TargetsRead =>
        Options.ChannelIndependent ? [.. Enumerable.Range(0, Options.Targets.Count)] : [.. Options.Targets];

    // Half of the units, as in SegRNN, where it stands beside the position.
    private int ChannelSize => Options.ChannelIndependent ? Options.Recurrent.Hidden / 2 : 0;

    private NetworkSizes Sizes
    {
        get
        {
            var columns = Options.ChannelIndependent ? 1 : Options.Recurrent.Features;
            var observed = Options.Missing == MissingInputs.Mask ? columns : 0;
            var known = calendar?.Width ?? 0;
            var targets = Options.ChannelIndependent ? 1 : Options.Targets.Count;
            return new NetworkSizes(columns + observed + known, known, ChannelSize, targets * Options.Levels);
        }
    }

    /// <summary>Forecasts.</summary>
    /// <param name="series">Raw values [N, T, C].</param>
    /// <param name="times">Unix seconds of the T + horizon steps, int64 [N, T + horizon]; needed with calendar features only.</param>
    /// <exception cref="InvalidInputException">A tensor has another shape than the options say.</exception>
    public ForecastOutput Forecast(Tensor series, Tensor? times = null) => call(series, times);

    /// <inheritdoc/>
    public override ForecastOutput forward(Tensor series, Tensor? times)
    {
        ForecasterCheck.Inputs(series, times, Options);
        var columns = Options.ChannelIndependent ? series.index_select(2, get_buffer("target")!) : series; // [N, T, C]
        var window = scaling.Enter(columns);
        var dates = calendar?.call(times!); // [N, T + horizon, E]
        var steps = Options.ChannelIndependent ? Each(window, dates) : Together(window, dates); // [N, horizon, targets, levels]
        return Arrange(scaling.Leave(steps, window));
    }

    // All columns are features of one sequence.
    private Tensor Together(ScaledWindow window, Tensor? dates)
    {
        var past = Beside(window.Values, window.Observed, dates?.narrow(1, 0, window.Values.shape[1])); // [N, T, F]
        var steps = network.call(past, Ahead(dates), null); // [N, horizon, K]
        return steps.view(-1, Options.Horizon, Options.Targets.Count, Options.Levels); // [N, horizon, targets, levels]
    }

    // Each column is a sequence of its own.
    private Tensor Each(ScaledWindow window, Tensor? dates)
    {
        var (rows, steps, count) = (window.Values.shape[0], window.Values.shape[1], Options.Targets.Count);
        var all = dates?.repeat_interleave(count, 0); // [N*C, T + horizon, E]
        var past = Beside(
            Apart(window.Values),
            window.Observed is null ? null : Apart(window.Observed),
            all?.narrow(1, 0, steps)
        ); // [N*C, T, F]
        var answers = network.call(past, Ahead(all), channels!.repeat(rows, 1)); // [N*C, horizon, levels]
        return answers.view(rows, count, Options.Horizon, Options.Levels).transpose(1, 2); // [N, horizon, C, levels]

        Tensor Apart(Tensor x) => x.transpose(1, 2).reshape(-1, steps, 1); // [N*C, T, 1]
    }

    private static Tensor Beside(Tensor values, Tensor? observed, Tensor? dates)
    {
        Tensor[] parts = [values, .. new[] { observed, dates }.OfType<Tensor>()];
        return parts.Length == 1 ? values : cat(parts, 2); // [N, T, F]
    }

    private Tensor? Ahead(Tensor? dates) => dates?.narrow(1, dates.shape[1] - Options.Horizon, Options.Horizon); // [N, horizon, E]

    private ForecastOutput Arrange(Tensor answer) // [N, horizon, targets, levels]
    {
        if (Options.Quantiles.Count == 0)
        {
            var values = answer.squeeze(3); // [N, horizon, targets]
            return new ForecastOutput(Options.Targets.Count == 1 ? values.squeeze(2) : values);
        }
        // Levels are learned apart and may cross: in order they fit at least as well (Chernozhukov et al. 2010).
        var (quantiles, _) = answer.squeeze(2).sort(2); // [N, horizon, Q]
        return new ForecastOutput(quantiles.select(2, Options.MedianIndex), quantiles);
    }

    private Scaler ColumnsRead(Scaler all) =>
        Options.ChannelIndependent
            ? new Scaler(
                [.. Options.Targets.Select(t => all.Means[t])],
                [.. Options.Targets.Select(t => all.Deviations[t])]
            )
            : all;

    /// <inheritdoc/>
    public ModelDescription Describe() =>
        new(
            nameof(Forecaster),
            FormattableString.Invariant($"[N, T, {Options.Recurrent.Features}]"),
            [
                .. LayerTable.Of("scaling.gain", "affine", scaling.Gain, "[N, T, C]"),
                .. LayerTable.Of("scaling.shift", "affine", scaling.Shift, "[N, T, C]"),
                .. calendar?.Describe() ?? [],
                .. LayerTable.Of(
                    nameof(channels),
                    "embedding",
                    channels,
                    FormattableString.Invariant($"[N*{Options.Targets.Count}, {ChannelSize}]")
                ),
                .. network.Describe(),
            ]
        );

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            scaling.Dispose();
            calendar?.Dispose();
            channels?.Dispose();
            network.Dispose();
        }
        base.Dispose(disposing);
    }
}
