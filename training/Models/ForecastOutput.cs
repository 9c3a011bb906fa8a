using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="Forecaster"/> answers, in the series' own unit.</summary>
/// <param name="Forecast">[N, horizon] of one target, [N, horizon, targets] of several; with quantiles the median.</param>
/// <param name="Quantiles">[N, horizon, Q], increasing over the levels; null without quantiles.</param>
public sealed record ForecastOutput(Tensor Forecast, Tensor? Quantiles = null);
