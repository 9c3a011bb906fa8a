namespace Rnn.Onnx.Models.Recurrent;

/// <summary>The recurrent cells that have an ONNX operator.</summary>
public enum CellKind
{
    /// <summary>h' = tanh(W x + R h + b).</summary>
    ElmanTanh,

    /// <summary>h' = max(0, W x + R h + b).</summary>
    ElmanRelu,

    /// <summary>Long short-term memory, without peepholes.</summary>
    Lstm,

    /// <summary>Gated recurrent unit, with the reset gate applied after the recurrent product and its bias.</summary>
    Gru,
}

/// <summary>Facts about cells.</summary>
public static class CellKindExtensions
{
    /// <summary>How many blocks of H rows the weights have: 1, 4 for the LSTM, 3 for the GRU.</summary>
    public static int GateCount(this CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => 4,
            CellKind.Gru => 3,
            CellKind.ElmanTanh or CellKind.ElmanRelu => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, message: null),
        };
}
