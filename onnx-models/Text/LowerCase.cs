using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// The lower case of single characters by Unicode 16 (simple lowercase mapping; U+0130 stays, as in every invariant culture). The
/// table is here, since .NET takes its own from the machine, where it is of this version or that.
/// </summary>
internal static class LowerCase
{
    // First, last, / and the step where it is 2, and what is added. In hexadecimal, but for what is added.
    private const string Ranges = """
        0041-005A+32 00C0-00D6+32 00D8-00DE+32 0100-012E/2+1 0132-0136/2+1 0139-0147/2+1 014A-0176/2+1 0178-121
        0179-017D/2+1 0181+210 0182-0184/2+1 0186+206 0187+1 0189-018A+205 018B+1 018E+79 018F+202 0190+203
        0191+1 0193+205 0194+207 0196+211 0197+209 0198+1 019C+211 019D+213 019F+214 01A0-01A4/2+1 01A6+218
        01A7+1 01A9+218 01AC+1 01AE+218 01AF+1 01B1-01B2+217 01B3-01B5/2+1 01B7+219 01B8+1 01BC+1 01C4+2 01C5+1
        01C7+2 01C8+1 01CA+2 01CB-01DB/2+1 01DE-01EE/2+1 01F1+2 01F2-01F4/2+1 01F6-97 01F7-56 01F8-021E/2+1
        0220-130 0222-0232/2+1 023A+10795 023B+1 023D-163 023E+10792 0241+1 0243-195 0244+69 0245+71
        0246-024E/2+1 0370-0372/2+1 0376+1 037F+116 0386+38 0388-038A+37 038C+64 038E-038F+63 0391-03A1+32
        03A3-03AB+32 03CF+8 03D8-03EE/2+1 03F4-60 03F7+1 03F9-7 03FA+1 03FD-03FF-130 0400-040F+80 0410-042F+32
        0460-0480/2+1 048A-04BE/2+1 04C0+15 04C1-04CD/2+1 04D0-052E/2+1 0531-0556+48 10A0-10C5+7264 10C7+7264
        10CD+7264 13A0-13EF+38864 13F0-13F5+8 1C89+1 1C90-1CBA-3008 1CBD-1CBF-3008 1E00-1E94/2+1 1E9E-7615
        1EA0-1EFE/2+1 1F08-1F0F-8 1F18-1F1D-8 1F28-1F2F-8 1F38-1F3F-8 1F48-1F4D-8 1F59-1F5F/2-8 1F68-1F6F-8
        1F88-1F8F-8 1F98-1F9F-8 1FA8-1FAF-8 1FB8-1FB9-8 1FBA-1FBB-74 1FBC-9 1FC8-1FCB-86 1FCC-9 1FD8-1FD9-8
        1FDA-1FDB-100 1FE8-1FE9-8 1FEA-1FEB-112 1FEC-7 1FF8-1FF9-128 1FFA-1FFB-126 1FFC-9 2126-7517 212A-8383
        212B-8262 2132+28 2160-216F+16 2183+1 24B6-24CF+26 2C00-2C2F+48 2C60+1 2C62-10743 2C63-3814 2C64-10727
        2C67-2C6B/2+1 2C6D-10780 2C6E-10749 2C6F-10783 2C70-10782 2C72+1 2C75+1 2C7E-2C7F-10815 2C80-2CE2/2+1
        2CEB-2CED/2+1 2CF2+1 A640-A66C/2+1 A680-A69A/2+1 A722-A72E/2+1 A732-A76E/2+1 A779-A77B/2+1 A77D-35332
        A77E-A786/2+1 A78B+1 A78D-42280 A790-A792/2+1 A796-A7A8/2+1 A7AA-42308 A7AB-42319 A7AC-42315 A7AD-42305
        A7AE-42308 A7B0-42258 A7B1-42282 A7B2-42261 A7B3+928 A7B4-A7C2/2+1 A7C4-48 A7C5-42307 A7C6-35384
        A7C7-A7C9/2+1 A7CB-42343 A7CC+1 A7D0+1 A7D6-A7DA/2+1 A7DC-42561 A7F5+1 FF21-FF3A+32 10400-10427+40
        104B0-104D3+40 10570-1057A+39 1057C-1058A+39 1058C-10592+39 10594-10595+39 10C80-10CB2+64 10D50-10D65+32
        118A0-118BF+32 16E40-16E5F+32 1E900-1E921+34
        """;

    private static readonly FrozenDictionary<int, Rune> Table = Read().ToFrozenDictionary();

    /// <summary>The characters that have another lower case, in their order.</summary>
    public static IReadOnlyList<Rune> Cased { get; } = [.. Table.Keys.Order().Select(value => new Rune(value))];

    /// <summary>A character's lower case; itself where it has no other.</summary>
    public static Rune Of(Rune rune) => Table.GetValueOrDefault(rune.Value, rune);

    private static IEnumerable<KeyValuePair<int, Rune>> Read()
    {
        foreach (var range in Ranges.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = range.LastIndexOfAny(['+', '-']);
            var added = int.Parse(range.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var characters = range[..sign].Split('/');
            var ends = characters[0].Split('-');
            var step = characters.Length > 1 ? Hex(characters[1]) : 1;
            for (var value = Hex(ends[0]); value <= Hex(ends[^1]); value += step)
                yield return new(value, new Rune(value + added));
        }
    }

    private static int Hex(string text) =>
        int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
