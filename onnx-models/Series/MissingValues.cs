namespace Rnn.Onnx.Models.Series;

/// <summary>What becomes of empty cells, NA and NaN, and of rows that are missing between two dates.</summary>
public enum MissingValues
{
    /// <summary>They are refused, with the line of the first.</summary>
    Refuse,

    /// <summary>
    /// They are put on the straight line between the known values before and after, column by column; in front of the first known
    /// value and behind the last they take that one. Missing rows are inserted.
    /// </summary>
    Interpolate,

    /// <summary>They stay as NaN, for a model that masks them; scales and errors pass over them. Missing rows are inserted.</summary>
    Keep,
}
