using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>
/// From a state [N, S] to values of some steps [N, steps, K]. With features of those steps [N, steps, E] both meet in a
/// hidden layer, u_k = relu(A s + p_k + B e_k), so that what a Monday does can depend on what was read; without, one
/// linear layer answers for all steps.
/// </summary>
internal sealed class StepHead : Module<Tensor, Tensor?, Tensor>
{
    private readonly Linear? of_state;
    private readonly Linear? of_known;
    private readonly Parameter? positions;
    private readonly Linear answers;
    private readonly double dropout;

    public StepHead(ForecasterOptions options, int state, int known, int steps, int values)
        : base(nameof(StepHead))
    {
        (Steps, Values) = (steps, values);
        dropout = options.HeadDropout;
        if (known > 0)
        {
            of_state = Linear(state, options.HeadSize);
            of_known = Linear(known, options.HeadSize, hasBias: false);
            // A head of one step, asked again and again, can not know how far ahead it is.
            positions =
                steps > 1 ? Parameter(randn(steps, options.HeadSize) * CalendarEmbedding.InitialDeviation) : null;
            answers = Linear(options.HeadSize, values);
        }
        else
        {
            answers = Linear(state, steps * values);
        }
        RegisterComponents();
    }

    public int Steps { get; }

    public int Values { get; }

    public Linear? OfState => of_state;

    public Linear? OfKnown => of_known;

    public Parameter? Positions => positions;

    public Linear Answers => answers;

    /// <summary>Lines of the model's description, for a head that is asked for <paramref name="output"/>.</summary>
    public IEnumerable<LayerDescription> Describe(string output) =>
        of_state is null || of_known is null
            ? [LayerTable.Of("head", answers, output)]
            :
            [
                LayerTable.Of("head.of_state", of_state, FormattableString.Invariant($"[N, {of_state.out_features}]")),
                LayerTable.Of(
                    "head.of_known",
                    of_known,
                    FormattableString.Invariant($"[N, {Steps}, {of_known.out_features}]")
                ),
                .. LayerTable.Of(
                    "head.positions",
                    "embedding",
                    positions,
                    FormattableString.Invariant($"[{Steps}, {of_known.out_features}]")
                ),
                LayerTable.Of("head.answers", answers, output),
            ];

    public override Tensor forward(Tensor state, Tensor? known)
    {
        if (of_state is null || known is null)
            return answers.call(StepDropout.Each(state, dropout, training)).view(-1, Steps, Values); // [N, steps, K]
        var hidden = of_state.call(state).unsqueeze(1) + of_known!.call(known); // [N, steps, U]
        if (positions is not null)
            hidden = hidden + positions; // [N, steps, U]
        return answers.call(StepDropout.Each(hidden.relu(), dropout, training)); // [N, steps, K]
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            of_state?.Dispose();
            of_known?.Dispose();
            positions?.Dispose();
            answers.Dispose();
        }
        base.Dispose(disposing);
    }
}
