namespace Rnn.Onnx.Training.Models;

/// <summary>How a <see cref="Forecaster"/> comes from what it read to the steps ahead.</summary>
public enum ForecastDecoding
{
    /// <summary>All steps at once from the last state.</summary>
    Direct,

    /// <summary>
    /// One step at a time: each is read again as if it had been measured. Training runs the same way, on the model's own
    /// steps (no teacher forcing), so it learns to live with its errors.
    /// </summary>
    Recursive,

    /// <summary>
    /// Segment by segment, all segments of the horizon beside each other: the parallel multi-step forecasting of SegRNN (Lin
    /// et al. 2023, arXiv 2308.11200, section 3.2.3). The look-back has to be a multiple of the segment.
    /// </summary>
    Segments,
}

/// <summary>What is taken away from each window before the layers and given back behind them.</summary>
public enum WindowNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// The window's own mean and deviation: reversible instance normalization (Kim et al. 2022, RevIN, equations 1 and 2).
    /// </summary>
    Mean,

    /// <summary>The window's last value (SegRNN, equation 3).</summary>
    LastValue,
}

/// <summary>What a <see cref="Forecaster"/> does with values that are not there.</summary>
public enum MissingInputs
{
    /// <summary>There must be none: NaN in gives NaN out.</summary>
    Refuse,

    /// <summary>
    /// NaN is replaced by the window's level, and a further channel for each column tells the layers which values are real.
    /// Targets that are missing do not count in the loss.
    /// </summary>
    Mask,
}
