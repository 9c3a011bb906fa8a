using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Tells a transformer which column its graph reads: the one that its trainer read.</summary>
internal static class ScoringColumns
{
    public static ScoreSequencesOptions Reading(this ScoreSequencesOptions scoring, string input, string column) =>
        scoring with
        {
            InputColumns = new Dictionary<string, string>(scoring.InputColumns) { [input] = column },
        };
}
