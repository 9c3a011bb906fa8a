namespace Rnn.Onnx.Models.Text;

/// <summary>
/// How a text is cleaned. White space of all kinds at its ends goes, and any run of it between two words becomes one blank;
/// control characters and the invisible soft hyphen, zero-width space, word joiner and byte order mark go in any case.
/// </summary>
public sealed record CleaningOptions
{
    /// <summary>Whether each character becomes its lower case, one for one and whatever the language. Default: yes.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Whether punctuation (Unicode categories P) goes as well. Default: no.</summary>
    public bool RemovePunctuation { get; init; }
}
