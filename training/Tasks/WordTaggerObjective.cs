using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>What a tagger of words makes small, and how often it is right.</summary>
internal static class WordTaggerObjective
{
    public static TrainingObjective Of(WordTagger model) =>
        new(model, batch => Loss(model, batch))
        {
            Metrics = new Dictionary<string, Func<SequenceBatch, double>>
            {
                [SequenceObjectives.Accuracy] = batch => Accuracy(model, batch),
            },
        };

    private static Tensor Loss(WordTagger model, SequenceBatch batch)
    {
        var logits = Logits(model, batch); // [N, T, K]
        if (model.Crf is not { } crf)
            return SequenceObjectives.StepLoss(logits, batch.Targets);
        var words = batch.Targets.ne(PaddedRows.NoTarget).sum().clamp(min: 1);
        return crf.Loss(logits, batch.Targets, batch.Lengths).sum() / words;
    }

    private static double Accuracy(WordTagger model, SequenceBatch batch)
    {
        var logits = Logits(model, batch); // [N, T, K]
        var counted = batch.Targets.ne(PaddedRows.NoTarget); // [N, T]
        var answers = model.Crf is { } crf ? Paths(crf.Weights, logits, batch.Lengths) : logits.argmax(2); // [N, T]
        return SequenceObjectives.Share(
            answers.eq(batch.Targets.to(answers.device)).masked_select(counted.to(answers.device))
        );
    }

    // The best path of each row, 0 after its end.
    private static Tensor Paths(ChainWeights weights, Tensor logits, Tensor? lengths)
    {
        var (rows, time, tags) = ((int)logits.shape[0], (int)logits.shape[1], (int)logits.shape[2]);
        var emissions = ParameterReader.Read(logits);
        var steps = lengths?.cpu().data<long>().ToArray();
        var paths = new long[rows * time];
        for (var row = 0; row < rows; row++)
        {
            var length = (int)(steps?[row] ?? time);
            var path = LinearChain.Best(weights, emissions.AsSpan(row * time * tags, length * tags));
            for (var t = 0; t < length; t++)
                paths[row * time + t] = path[t];
        }
        return tensor(paths, [rows, time]); // [N, T]
    }

    private static Tensor Logits(WordTagger model, SequenceBatch batch) =>
        model.Run(batch.Inputs, batch.Characters!, batch.Lengths);
}
