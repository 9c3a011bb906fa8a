using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>Reads the window, answers for one step, reads the answer, and so on.</summary>
internal sealed class RecursiveNetwork : ForecastNetwork
{
    private readonly RecurrentStack stack;
    private readonly StepHead head;

    public RecursiveNetwork(ForecasterOptions options, NetworkSizes sizes)
        : base(nameof(RecursiveNetwork))
    {
        Options = options;
        Sizes = sizes;
        var recurrent = options.Recurrent with { Features = sizes.Window };
        stack = new RecurrentStack(recurrent);
        head = new StepHead(options, recurrent.Hidden + sizes.Channel, sizes.Known, steps: 1, sizes.Answers);
        RegisterComponents();
    }

    public ForecasterOptions Options { get; }

    public NetworkSizes Sizes { get; }

    public override RecurrentStack Stack => stack;

    public StepHead Head => head;

    /// <summary>Columns that are read again.</summary>
    public int Columns => Sizes.Answers / Options.Levels;

    public override Tensor forward(Tensor window, Tensor? known, Tensor? channel)
    {
        var answers = new List<Tensor>(Options.Horizon);
        var read = stack.Run(window);
        for (var step = 0; step < Options.Horizon; step++)
        {
            var ahead = known?.narrow(1, step, 1); // [N, 1, E]
            var answer = head.call(WithChannel(read.Last, channel), ahead); // [N, 1, K]
            answers.Add(answer);
            if (step + 1 < Options.Horizon)
                read = stack.Run(Next(answer, ahead), initial: read.Final);
        }
        return cat([.. answers], 1); // [N, horizon, K]
    }

    // The median of each column as if it had been measured.
    private Tensor Next(Tensor answer, Tensor? ahead)
    {
        var values = answer.view(-1, 1, Columns, Options.Levels).select(3, Options.MedianIndex); // [N, 1, C]
        List<Tensor> parts = [values];
        if (Options.Missing == MissingInputs.Mask)
            parts.Add(ones_like(values)); // [N, 1, C]
        if (ahead is not null)
            parts.Add(ahead); // [N, 1, E]
        return parts.Count == 1 ? values : cat([.. parts], 2); // [N, 1, F]
    }

    public override IEnumerable<LayerDescription> Describe() =>
        [
            .. LayerTable.Of(nameof(stack), stack.Options),
            .. head.Describe(FormattableString.Invariant($"[N, {head.Values}] a step")),
        ];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            head.Dispose();
        base.Dispose(disposing);
    }
}
