namespace Rnn.Onnx.Models.Series;

/// <summary>
/// What <see cref="CalendarFormula{T}"/> needs of whole numbers, be it a C# number, a tensor of them or a value in an ONNX
/// graph. All intermediate values are 0 or more, so whether a division rounds down or toward zero makes no difference.
/// </summary>
/// <typeparam name="T">A 64-bit whole number, or any number of them.</typeparam>
public interface IIntegerArithmetic<T>
{
    /// <summary>a + b.</summary>
    T Add(T a, T b);

    /// <summary>a - b.</summary>
    T Subtract(T a, T b);

    /// <summary>a + b.</summary>
    T Add(T a, long b);

    /// <summary>a * b.</summary>
    T Multiply(T a, long b);

    /// <summary>The whole part of a / b, for a not below 0 and b above 0.</summary>
    T Divide(T a, long b);
}
