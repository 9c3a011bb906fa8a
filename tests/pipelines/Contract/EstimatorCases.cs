namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>Every estimator of this library: a new one adds its cases here.</summary>
internal static class EstimatorCases
{
    public static IReadOnlyDictionary<string, EstimatorCase> All { get; } =
        new[] { ScoringCases.All, ForecastingCases.All, FeaturizationCases.All, TrainerCases.All }
            .SelectMany(cases => cases)
            .ToDictionary(one => one.Name);
}
