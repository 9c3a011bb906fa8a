using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// Many to many at once: reads T steps of raw values [N, T, C] and forecasts the next steps of one column in the same
/// unit, [N, horizon]. Scaling to mean 0 and standard deviation 1 happens inside, with the values of the training part.
/// </summary>
public sealed class Forecaster : Module<Tensor, Tensor>, IDescribed
{
    /// <summary>Added to a window's variance, in units of the training part's, so that a constant window has an answer.</summary>
    internal const float WindowEpsilon = 1e-5f;

    private readonly RecurrentStack stack;
    private readonly Linear head;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <param name="options">Sizes and cell.</param>
    /// <param name="scaler">Mean and standard deviation of each of the C columns.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public Forecaster(ForecasterOptions options, Scaler scaler)
        : base(nameof(Forecaster))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scaler);
        Options = options.Validate();
        Scaler = scaler;
        stack = new RecurrentStack(options.Recurrent);
        head = Linear(options.Recurrent.Directions * options.Recurrent.Hidden, options.Horizon);
        register_buffer("mean", tensor(scaler.Means.ToArray()));
        register_buffer("deviation", tensor(scaler.Deviations.ToArray()));
        RegisterComponents();
    }

    /// <summary>What the model was built from.</summary>
    public ForecasterOptions Options { get; }

    /// <summary>Mean and standard deviation of each column of the training part.</summary>
    public Scaler Scaler { get; }

    internal RecurrentStack Stack => stack;

    internal Linear Head => head;

    /// <summary>Unit in which a loss compares: the standard deviation of the target in the training part.</summary>
    public float TargetDeviation => Scaler.Deviations[Options.Target];

    /// <inheritdoc/>
    public override Tensor forward(Tensor series) // [N, T, C]
    {
        var scaled = (series - get_buffer("mean")!) / get_buffer("deviation")!; // [N, T, C]
        var steps = Options.NormalizeWindows ? ForecastNormalized(scaled) : ForecastScaled(scaled); // [N, horizon]
        return steps * TargetDeviation + Scaler.Means[Options.Target]; // [N, horizon]
    }

    private Tensor ForecastScaled(Tensor scaled)
    {
        return head.call(stack.Run(scaled).Last); // [N, horizon]
    }

    // Reversible instance normalization without the affine part (Kim et al. 2022, equations 1 and 2): a window's own mean
    // and deviation are taken away before the layers and given back behind them, so a shift of level costs nothing.
    private Tensor ForecastNormalized(Tensor scaled)
    {
        var mean = scaled.mean([1L], keepdim: true); // [N, 1, C]
        var centered = scaled - mean; // [N, T, C]
        var deviation = ((centered * centered).mean([1L], keepdim: true) + WindowEpsilon).sqrt(); // [N, 1, C]
        var steps = ForecastScaled(centered / deviation); // [N, horizon]
        return steps * deviation.select(2, Options.Target) + mean.select(2, Options.Target); // [N, horizon]
    }

    /// <inheritdoc/>
    public ModelDescription Describe() =>
        new(
            nameof(Forecaster),
            FormattableString.Invariant($"[N, T, {Options.Recurrent.Features}]"),
            [
                .. LayerTable.Of(nameof(stack), Options.Recurrent),
                LayerTable.Of(nameof(head), head, FormattableString.Invariant($"[N, {Options.Horizon}]")),
            ]
        );

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stack.Dispose();
            head.Dispose();
        }
        base.Dispose(disposing);
    }
}
