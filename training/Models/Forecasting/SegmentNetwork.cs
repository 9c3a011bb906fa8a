using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>
/// SegRNN (Lin et al. 2023, arXiv 2308.11200): the window is read in segments of w steps, each projected to H units; from the
/// final state, one recurrent step for every segment of the horizon, all beside each other, told apart by embeddings of
/// their position and of the channel.
/// </summary>
internal sealed class SegmentNetwork : ForecastNetwork
{
    private readonly RecurrentStack stack;
    private readonly Linear projection;
    private readonly Linear? of_known;
    private readonly Parameter positions;
    private readonly Linear answers;
    private readonly ForecasterOptions options;

    public SegmentNetwork(ForecasterOptions options, NetworkSizes sizes)
        : base(nameof(SegmentNetwork))
    {
        this.options = options;
        Sizes = sizes;
        var units = options.Recurrent.Hidden;
        projection = Linear(Length * sizes.Window, units);
        stack = new RecurrentStack(options.Recurrent with { Features = units });
        positions = Parameter(randn(Segments, units - sizes.Channel)); // [M, H - S]
        of_known = sizes.Known > 0 ? Linear(Length * sizes.Known, units, hasBias: false) : null;
        answers = Linear(units, Length * sizes.Answers);
        RegisterComponents();
    }

    public NetworkSizes Sizes { get; }

    /// <summary>Steps of a segment, w.</summary>
    public int Length => options.SegmentLength;

    /// <summary>Segments of the horizon, M; the last one is cut where the horizon is no multiple.</summary>
    public int Segments => (options.Horizon + Length - 1) / Length;

    public int Horizon => options.Horizon;

    public override RecurrentStack Stack => stack;

    public Linear Projection => projection;

    public Linear? OfKnown => of_known;

    public Parameter Positions => positions;

    public Linear Answers => answers;

    public override Tensor forward(Tensor window, Tensor? known, Tensor? channel)
    {
        var segments = window.reshape(window.shape[0], -1, Length * Sizes.Window); // [N, T/w, w*F]
        var state = stack.Run(projection.call(segments).relu()).Final; // [N, L, H]
        var repeated = new RecurrentState(ForAll(state.Hidden), state.Cell is null ? null : ForAll(state.Cell));
        var asked = Ask(window.shape[0], known, channel).reshape(-1, 1, options.Recurrent.Hidden); // [N*M, 1, H]
        var last = stack.Run(asked, initial: repeated).Last; // [N*M, H]
        var steps = answers.call(StepDropout.Each(last, options.HeadDropout, training)); // [N*M, w*K]
        return steps.view(-1, Segments * Length, Sizes.Answers).narrow(1, 0, Horizon); // [N, horizon, K]
    }

    private Tensor ForAll(Tensor state) => state.repeat_interleave(Segments, 0); // [N*M, L, H]

    private Tensor Ask(long rows, Tensor? known, Tensor? channel)
    {
        var asked = positions.unsqueeze(0).expand(rows, -1, -1); // [N, M, H - S]
        if (channel is not null)
            asked = cat([asked, channel.unsqueeze(1).expand(-1, Segments, -1)], 2); // [N, M, H]
        if (of_known is null || known is null)
            return asked;
        var beyond = zeros([rows, Segments * Length - Horizon, Sizes.Known], known.dtype, known.device); // [N, M*w - horizon, E]
        var whole = cat([known, beyond], 1); // [N, M*w, E]
        return asked + of_known.call(whole.reshape(rows, Segments, Length * Sizes.Known)); // [N, M, H]
    }

    public override IEnumerable<LayerDescription> Describe() =>
        [
            LayerTable.Of(
                nameof(projection),
                projection,
                FormattableString.Invariant($"[N, T/{Length}, {projection.out_features}]")
            ),
            .. LayerTable.Of(nameof(stack), stack.Options, FormattableString.Invariant($"T/{Length}, ")),
            .. LayerTable.Of(
                nameof(positions),
                "embedding",
                positions,
                FormattableString.Invariant($"[{Segments}, {positions.shape[1]}]")
            ),
            .. of_known is null
                ? Enumerable.Empty<LayerDescription>()
                :
                [
                    LayerTable.Of(
                        nameof(of_known),
                        of_known,
                        FormattableString.Invariant($"[N, {Segments}, {of_known.out_features}]")
                    ),
                ],
            LayerTable.Of(
                nameof(answers),
                answers,
                FormattableString.Invariant($"[N, {Segments}, {answers.out_features}]")
            ),
        ];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            projection.Dispose();
            of_known?.Dispose();
            positions.Dispose();
            answers.Dispose();
        }
        base.Dispose(disposing);
    }
}
