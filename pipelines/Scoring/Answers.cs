namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The columns that a transformer adds, by number: the outputs, then the predictions.</summary>
internal static class Answers
{
    /// <summary>A getter of one of them.</summary>
    public static Delegate Getter(
        ScoreSequencesTransformer transformer,
        BatchScorer scorer,
        int added,
        Func<int> row
    ) =>
        added < scorer.Outputs.Count
            ? scorer.Outputs[added].Getter(row)
            : transformer.Predictions[added - scorer.Outputs.Count].Getter(scorer.Outputs, row);
}
