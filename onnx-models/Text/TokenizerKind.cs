namespace Rnn.Onnx.Models.Text;

/// <summary>What a text is cut into.</summary>
public enum TokenizerKind
{
    /// <summary>What stands between white space.</summary>
    Whitespace,

    /// <summary>
    /// Words, which are runs of letters, marks and digits, joined by inner apostrophes (' or U+2019), and every other visible
    /// character by itself, with the marks that follow it. White space, control and format characters only separate.
    /// </summary>
    Words,

    /// <summary>Every character: a Unicode scalar value, white space as well.</summary>
    Characters,
}
