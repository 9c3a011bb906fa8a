using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>Reads the window, and answers for all steps ahead from the last state.</summary>
internal sealed class DirectNetwork : ForecastNetwork
{
    private readonly RecurrentStack stack;
    private readonly StepHead head;

    public DirectNetwork(ForecasterOptions options, NetworkSizes sizes)
        : base(nameof(DirectNetwork))
    {
        var recurrent = options.Recurrent with { Features = sizes.Window };
        stack = new RecurrentStack(recurrent);
        var state = recurrent.Directions * recurrent.Hidden + sizes.Channel;
        head = new StepHead(options, state, sizes.Known, options.Horizon, sizes.Answers);
        RegisterComponents();
    }

    public override RecurrentStack Stack => stack;

    public StepHead Head => head;

    public override Tensor forward(Tensor window, Tensor? known, Tensor? channel) =>
        head.call(WithChannel(stack.Run(window).Last, channel), known); // [N, horizon, K]

    public override IEnumerable<LayerDescription> Describe() =>
        [
            .. LayerTable.Of(nameof(stack), stack.Options),
            .. head.Describe(
                head.OfKnown is null
                    ? FormattableString.Invariant($"[N, {head.Steps * head.Values}]")
                    : FormattableString.Invariant($"[N, {head.Steps}, {head.Values}]")
            ),
        ];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            head.Dispose();
        base.Dispose(disposing);
    }
}
