using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Cells;

/// <summary>What a cell carries from step to step.</summary>
/// <param name="Hidden">The hidden state, which is also the cell's output [N, H].</param>
/// <param name="Cell">The cell state of the LSTM [N, H]; null for the other cells.</param>
public sealed record CellState(Tensor Hidden, Tensor? Cell = null);
