namespace Rnn.Onnx.Models;

/// <summary>
/// Something that came from outside (a file, a value in it, an option) can not be used. The message is one sentence for
/// the user: what, where, what was expected, what was found. The <c>rnn</c> tool prints it and ends with exit code 2.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public InvalidInputException()
        : base("The input can not be used.") { }

    /// <summary>Makes an exception with the sentence for the user.</summary>
    public InvalidInputException(string message)
        : base(message) { }

    /// <summary>Makes an exception with the sentence for the user and what led to it.</summary>
    public InvalidInputException(string message, Exception? innerException)
        : base(message, innerException) { }
}
