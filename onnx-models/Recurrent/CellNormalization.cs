namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// The gains of a layer-normalized cell (Ba, Kiros and Hinton 2016, arXiv 1607.06450, equations 20 to 31 of the supplement).
/// The products W x and R h are normalized each by itself before they meet; the biases of the cell are the shifts.
/// </summary>
/// <param name="GainIh">Gains of the normalized W x [G*H], with G gates in PyTorch's order.</param>
/// <param name="GainHh">Gains of the normalized R h [G*H].</param>
/// <param name="GainCell">Gains of the normalized cell state [H]; for the LSTM, and only there.</param>
/// <param name="BiasCell">Shifts of the normalized cell state [H], or null for none; for the LSTM only.</param>
/// <remarks>See <see cref="CellEquations"/> for what is normalized over which dimension.</remarks>
public sealed record CellNormalization(
    float[] GainIh,
    float[] GainHh,
    float[]? GainCell = null,
    float[]? BiasCell = null
)
{
    /// <summary>Added to the variance inside the root: 1e-5.</summary>
    public const float Epsilon = 1e-5f;
}
