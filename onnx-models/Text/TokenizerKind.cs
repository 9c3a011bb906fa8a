namespace Rnn.Onnx.Models.Text;

/// <summary>What a text is cut into.</summary>
public enum TokenizerKind
{
    /// <summary>What stands between white space.</summary>
    Whitespace,

    /// <summary>Words, which are runs of letters, marks, digits and inner apostrophes, and every other visible character by itself.</summary>
    Words,

    /// <summary>Every character: a Unicode scalar value, white space as well.</summary>
    Characters,
}
