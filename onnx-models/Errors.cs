namespace Rnn.Onnx.Models;

/// <summary>Makes the exceptions of this assembly, with numbers in invariant notation whatever the user's culture is.</summary>
internal static class Errors
{
    /// <summary>Something from outside is wrong: one sentence with what, where, expected and found.</summary>
    public static InvalidInputException InvalidInput(FormattableString message, Exception? inner = null) =>
        new(FormattableString.Invariant(message), inner);

    /// <summary>The calling program is wrong.</summary>
    public static ArgumentException Argument(string parameter, FormattableString message) =>
        new(FormattableString.Invariant(message), parameter);

    /// <summary>The calling program did things in the wrong order, or built something inconsistent.</summary>
    public static InvalidOperationException InvalidOperation(FormattableString message) =>
        new(FormattableString.Invariant(message));
}
