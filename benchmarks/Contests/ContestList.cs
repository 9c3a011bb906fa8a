using System.IO.Enumeration;
using Rnn.Onnx.Benchmarks.Contests.Steps;
using Rnn.Onnx.Benchmarks.Contests.Training;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// Comparisons whose contestants take turns, which BenchmarkDotNet's do not: on a machine that others use as well, only what ran
/// side by side can be compared.
/// </summary>
internal static class ContestList
{
    private static readonly (string Name, Action Run)[] All =
    [
        (nameof(ExportSpeed), ExportSpeed.Run),
        (nameof(MatrixProducts), MatrixProducts.Run),
        (nameof(RecurrentTraining), RecurrentTraining.Run),
        ("RecurrentTrainingWithInput", RecurrentTraining.RunWithInput),
        (nameof(Scoring), Scoring.Run),
        (nameof(Serving), Serving.Run),
        (nameof(Startup), Startup.Run),
        (nameof(StepProfile), StepProfile.Run),
        (nameof(TextGeneration), TextGeneration.Run),
        (nameof(TrainingEpochs), TrainingEpochs.Run),
        (nameof(TrainingMemory), TrainingMemory.Run),
        (nameof(TrainingScaling), TrainingScaling.Run),
        (nameof(Translation), Translation.Run),
    ];

    /// <summary>Runs the contests that <c>--filter</c> names.</summary>
    /// <returns>Whether the filter means contests only.</returns>
    public static bool Run(string[] args)
    {
        string[] patterns = [.. args.SkipWhile(word => word is not ("--filter" or "-f")).Skip(1).TakeWhile(IsValue)];
        var asked = All.Where(contest =>
                patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, contest.Name))
            )
            .ToArray();
        foreach (var contest in asked)
            contest.Run();
        return asked.Length > 0 && patterns.All(pattern => pattern.Any(char.IsLetter));
    }

    private static bool IsValue(string word) => !word.StartsWith('-');
}
