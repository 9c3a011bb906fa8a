namespace Microsoft.ML.Transforms.Text;

/// <summary>
/// The UTF-16 units from 1 on as text that can be shown: themselves but for controls, spaces and line separators, which
/// have a picture or an abbreviation in angle brackets.
/// </summary>
internal static class CharacterNames
{
    public const int Count = ushort.MaxValue;

    /// <summary>Half of a surrogate pair is no character. (A slip in ML.NET's format makes them all the same.)</summary>
    private const string Surrogate = @"\u4X";

    /// <summary>Unicode's abbreviations of the controls from U+0080 on.</summary>
    private static readonly string[] s_controls = (
        "PAD HOP BPH NBH IND NEL SSA ESA HTS HTJ VTS PLD PLU RI SS2 SS3 "
        + "DCS PU1 PU2 STS CCH MW SPA EPA SOS SGCI SCI CSI ST OSC PM APC"
    ).Split(' ');

    private static readonly Lazy<ReadOnlyMemory<char>[]> s_all = new(() =>
        Enumerable.Range(1, Count).Select(unit => Name((char)unit).AsMemory()).ToArray()
    );

    public static ReadOnlyMemory<char>[] All => s_all.Value;

    private static string Name(char unit) =>
        unit switch
        {
            <= ' ' => $"<{(char)('\u2400' + unit)}>",
            '\u007F' => "<\u2421>",
            >= '\u0080' and <= '\u009F' => $"<{s_controls[unit - 0x80]}>",
            '\u2028' => "<LSEP>",
            '\u2029' => "<PSEP>",
            _ => char.IsSurrogate(unit) ? Surrogate : unit.ToString(),
        };
}
