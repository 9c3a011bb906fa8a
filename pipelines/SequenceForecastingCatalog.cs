using Microsoft.ML;

namespace Rnn.Onnx.Pipelines;

/// <summary>Training and back-testing of forecasters. Made by <c>mlContext.Forecasting()</c>.</summary>
public sealed class SequenceForecastingCatalog
{
    internal SequenceForecastingCatalog(MLContext context) =>
        (Context, Trainers) = (context, new ForecastingTrainers(context));

    /// <summary>Trainers of forecasters, where the trainers' package is referenced.</summary>
    public ForecastingTrainers Trainers { get; }

    internal MLContext Context { get; }
}

/// <summary>What trainers of forecasters extend: <c>mlContext.Forecasting().Trainers</c>.</summary>
public sealed class ForecastingTrainers
{
    internal ForecastingTrainers(MLContext context) => Context = context;

    internal MLContext Context { get; }
}
