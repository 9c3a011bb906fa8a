using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>What a translator makes small: nats a target token, <c>&lt;eos&gt;</c> among them and padding not.</summary>
internal sealed class TranslationObjective(Seq2Seq model, TranslationLoss loss)
{
    private double share = 1;

    public static TrainingObjective Of(Seq2Seq model, TranslationLoss loss)
    {
        var objective = new TranslationObjective(model, loss.Validate());
        return new TrainingObjective(model, objective.Loss)
        {
            BeginStep = point => objective.share = loss.TeacherForcing.At(point),
            LossMetrics = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
            {
                [TranslationTask.PerplexityMetric] = Math.Exp,
            },
            Weight = batch => Counted(batch.Targets).sum().item<long>(),
        };
    }

    // Smoothed targets and sampled inputs are means of training: what is measured is the model's own perplexity.
    private Tensor Loss(SequenceBatch batch)
    {
        var source = model.Encode(batch.Inputs, batch.Lengths);
        var logits = model.training && share < 1 ? Sampled(source, batch.Targets) : Forced(source, batch.Targets); // [N, T, V]
        var smoothing = model.training ? loss.LabelSmoothing : 0;
        return functional.cross_entropy(logits.flatten(0, 1), batch.Targets.flatten(), label_smoothing: smoothing); // [N*T, V], [N*T]
    }

    private Tensor Forced(EncodedSource source, Tensor targets) =>
        model.Decode(InFront(targets), source, DecoderState.First(source)).Logits; // [N, T, V]

    // Step by step: a row's next input is the true token, or the likeliest of the step before.
    private Tensor Sampled(EncodedSource source, Tensor targets)
    {
        var truth = InFront(targets); // [N, T]
        var state = DecoderState.First(source);
        var steps = new List<Tensor>();
        for (var t = 0; t < truth.shape[1]; t++)
        {
            var decoded = model.Decode(Next(truth.narrow(1, t, 1), steps), source, state);
            steps.Add(decoded.Logits); // [N, 1, V]
            state = decoded.State;
        }
        return cat(steps, 1); // [N, T, V]
    }

    private Tensor Next(Tensor truth, List<Tensor> steps)
    {
        if (steps.Count == 0)
            return truth; // [N, 1]
        var own = steps[^1].detach().argmax(2); // [N, 1]
        return where(rand(own.shape, device: own.device).lt(share), truth, own); // [N, 1]
    }

    // What stands in front of each target: <bos>, then the targets but the last; padding behind a row's end.
    private static Tensor InFront(Tensor targets)
    {
        var begin = full([targets.shape[0], 1], Vocabulary.Begin, ScalarType.Int64, targets.device); // [N, 1]
        var shifted = cat([begin, targets.narrow(1, 0, targets.shape[1] - 1)], 1); // [N, T]
        return shifted.masked_fill(shifted.eq(PaddedRows.NoTarget), Vocabulary.Padding); // [N, T]
    }

    private static Tensor Counted(Tensor targets) => targets.ne(PaddedRows.NoTarget);
}
