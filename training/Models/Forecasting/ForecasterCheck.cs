using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>Whether tensors are what a forecaster reads.</summary>
internal static class ForecasterCheck
{
    /// <exception cref="InvalidInputException">They are not.</exception>
    public static void Inputs(Tensor series, Tensor? times, ForecasterOptions options)
    {
        var features = options.Recurrent.Features;
        if (series.dim() != 3 || series.shape[2] != features || series.shape[1] == 0)
            throw new InvalidInputException(
                $"Forecaster: expected series [batch, time, {features}], found [{string.Join(", ", series.shape)}]."
            );
        var (rows, steps) = (series.shape[0], series.shape[1]);
        if (options.Decoding == ForecastDecoding.Segments && steps % options.SegmentLength != 0)
            throw new InvalidInputException(
                $"Forecaster: expected a multiple of {options.SegmentLength} steps, the segment length, found {steps}."
            );
        if (options.Calendar.Count == 0)
            return;
        if (times is null || times.dim() != 2 || times.shape[0] != rows || times.shape[1] != steps + options.Horizon)
            throw new InvalidInputException(
                $"Forecaster: expected times [{rows}, {steps} + {options.Horizon}] for its calendar features, found {(times is null ? "none" : $"[{string.Join(", ", times.shape)}]")}."
            );
    }
}
