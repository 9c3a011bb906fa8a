using Rnn.Onnx.Models.Series;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>A window as the layers read it.</summary>
/// <param name="Values">Scaled and normalized [N, T, C]; 0 where missing.</param>
/// <param name="Observed">1 where there is a value, 0 where it is missing [N, T, C]; null where nothing may be missing.</param>
/// <param name="Level">What was taken away [N, 1, C]; null for nothing.</param>
/// <param name="Spread">What it was divided by [N, 1, C]; null for nothing.</param>
internal sealed record ScaledWindow(Tensor Values, Tensor? Observed, Tensor? Level, Tensor? Spread);

/// <summary>
/// From the series' own unit to the layers' and back: the training part's mean and deviation, then the window's own level.
/// </summary>
internal sealed class WindowScaling : Module
{
    /// <summary>Added to a window's variance, in units of the training part's, so that a constant window has an answer.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>Added to a gain before it divides, as RevIN's authors do.</summary>
    public const float GainEpsilon = 1e-10f;

    private readonly Parameter? gain;
    private readonly Parameter? shift;

    /// <param name="options">What to take away, and whether values may be missing.</param>
    /// <param name="scaler">Of the columns that are read.</param>
    /// <param name="targets">Which of them are forecast.</param>
    public WindowScaling(ForecasterOptions options, Scaler scaler, int[] targets)
        : base(nameof(WindowScaling))
    {
        (Normalization, Masks) = (options.Normalization, options.Missing == MissingInputs.Mask);
        (Scaler, Targets) = (scaler, targets);
        register_buffer("mean", tensor(scaler.Means.ToArray())); // [C]
        register_buffer("deviation", tensor(scaler.Deviations.ToArray())); // [C]
        register_buffer("target", tensor(targets.Select(t => (long)t).ToArray())); // [targets]
        if (options.AffineNormalization)
        {
            gain = Parameter(ones(scaler.Means.Count)); // [C]
            shift = Parameter(zeros(scaler.Means.Count)); // [C]
        }
        RegisterComponents();
    }

    public Scaler Scaler { get; }

    /// <summary>Positions of the columns that are forecast.</summary>
    public IReadOnlyList<int> Targets { get; }

    public WindowNormalization Normalization { get; }

    public bool Masks { get; }

    public Parameter? Gain => gain;

    public Parameter? Shift => shift;

    private Tensor Mean => get_buffer("mean")!;

    private Tensor Deviation => get_buffer("deviation")!;

    /// <summary>From raw values [N, T, C] to what the layers read.</summary>
    public ScaledWindow Enter(Tensor series)
    {
        if (!Masks)
            return Affine(Normalize((series - Mean) / Deviation, observed: null));
        var missing = series.isnan(); // [N, T, C]
        var observed = missing.logical_not().to(series.dtype); // [N, T, C]
        return Affine(Normalize((where(missing, Mean, series) - Mean) / Deviation, observed));
    }

    /// <summary>From the layers' answers [N, horizon, targets, levels] to raw values of the same shape.</summary>
    public Tensor Leave(Tensor steps, ScaledWindow window)
    {
        if (gain is not null && shift is not null)
            steps = (steps - OfTargets(shift)) / (OfTargets(gain) + GainEpsilon);
        if (window.Spread is not null)
            steps = steps * OfTargets(window.Spread);
        if (window.Level is not null)
            steps = steps + OfTargets(window.Level);
        return steps * OfTargets(Deviation) + OfTargets(Mean); // [N, horizon, targets, levels]
    }

    /// <summary>Values of the targets [.., targets], or of a single one [N, horizon], in deviations of the training part.</summary>
    public Tensor InDeviations(Tensor values) => values / Deviation.index_select(0, get_buffer("target")!);

    private ScaledWindow Normalize(Tensor scaled, Tensor? observed) => // [N, T, C]
        Normalization switch
        {
            WindowNormalization.Mean => ByMean(scaled, observed),
            WindowNormalization.LastValue => ByLast(scaled, observed),
            _ => new ScaledWindow(scaled, observed, null, null),
        };

    private static ScaledWindow ByMean(Tensor scaled, Tensor? observed)
    {
        // Missing values are 0 and do not count: sums over those that are there.
        var count = observed?.sum(1, keepdim: true).clamp_min(1); // [N, 1, C]
        var mean = MeanOf(scaled); // [N, 1, C]
        var centered = Masked(scaled - mean, observed); // [N, T, C]
        var deviation = (MeanOf(centered * centered) + Epsilon).sqrt(); // [N, 1, C]
        return new ScaledWindow(centered / deviation, observed, mean, deviation);

        Tensor MeanOf(Tensor x) => count is null ? x.mean([1L], keepdim: true) : x.sum(1, keepdim: true) / count; // [N, 1, C]
    }

    private static ScaledWindow ByLast(Tensor scaled, Tensor? observed)
    {
        var last = observed is null ? scaled.narrow(1, scaled.shape[1] - 1, 1) : LastObserved(scaled, observed); // [N, 1, C]
        return new ScaledWindow(Masked(scaled - last, observed), observed, last, null);
    }

    // Of the numbers 1 to T of the steps that are there, the largest tells the last; a window without any is 0 throughout.
    private static Tensor LastObserved(Tensor scaled, Tensor observed)
    {
        var number = arange(1, scaled.shape[1] + 1, dtype: scaled.dtype, device: scaled.device).unsqueeze(1); // [T, 1]
        var order = observed * number; // [N, T, C]
        var isLast = order.eq(order.amax([1L], keepdim: true)).to(scaled.dtype); // [N, T, C]
        return (scaled * isLast).sum(1, keepdim: true); // [N, 1, C]
    }

    private ScaledWindow Affine(ScaledWindow window) =>
        gain is null || shift is null
            ? window
            : window with
            {
                Values = Masked(window.Values * gain + shift, window.Observed),
            };

    private static Tensor Masked(Tensor values, Tensor? observed) => observed is null ? values : values * observed;

    // The targets' entries of a last dimension C, as [.., targets, 1] beside [N, horizon, targets, levels].
    private Tensor OfTargets(Tensor columns) =>
        columns.index_select(columns.dim() - 1, get_buffer("target")!).unsqueeze(-1);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            gain?.Dispose();
            shift?.Dispose();
        }
        base.Dispose(disposing);
    }
}
