namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>Where the numbers of one step stand, row 0 of each; what a cell has no use for is null.</summary>
internal unsafe struct StepMemory
{
    /// <summary>Sums of the gates' inputs; then the gates; then their gradients. [rows, gates]</summary>
    public float* Gates;

    /// <summary>The part of the sums that comes from the state, where the cell needs it apart. [rows, gates]</summary>
    public float* Recurrent;

    /// <summary>What is kept of each unit beside the gates: tanh of the cell state, or the candidate. [rows, units]</summary>
    public float* Kept;

    /// <summary>Hidden states before the step. [rows, units]</summary>
    public float* HiddenBefore;

    /// <summary>Hidden states after the step; their gradients on the way back. [rows, units]</summary>
    public float* Hidden;

    /// <summary>Cell states before the step. [rows, units]</summary>
    public float* CellBefore;

    /// <summary>Cell states after the step. [rows, units]</summary>
    public float* CellAfter;

    /// <summary>Gradients of the cell states, on the way back. [rows, units]</summary>
    public float* Cell;

    /// <summary>Biases; sums of their gradients on the way back. [biases]</summary>
    public float* Bias;

    /// <summary>From a row of gates to the next.</summary>
    public nint GateStride;

    /// <summary>From a row of units to the next.</summary>
    public nint UnitStride;
}
