namespace Microsoft.ML.Transforms.Text;

/// <summary>
/// Letters without their diacritics, for the Latin, Greek and Cyrillic letters up to U+04F9 that Unicode composes of a
/// base letter and marks. Other scripts, and Latin letters further on (as the Vietnamese ones), stay as they are.
/// </summary>
internal static class BaseLetters
{
    /// <summary>A base letter, then the letters composed of it.</summary>
    private static readonly string[] s_groups =
    [
        "AÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦ",
        "CÇĆĈĊČ",
        "DĎ",
        "EÈÉÊËĒĔĖĘĚȄȆȨ",
        "GĜĞĠĢǦǴ",
        "HĤȞ",
        "IÌÍÎÏĨĪĬĮİǏȈȊ",
        "JĴ",
        "KĶǨ",
        "LĹĻĽ",
        "NÑŃŅŇǸ",
        "OÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰ",
        "RŔŖŘȐȒ",
        "SŚŜŞŠȘ",
        "TŢŤȚ",
        "UÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖ",
        "WŴ",
        "YÝŶŸȲ",
        "ZŹŻŽ",
        "aàáâãäåāăąǎǟǡǻȁȃȧ",
        "cçćĉċč",
        "dď",
        "eèéêëēĕėęěȅȇȩ",
        "gĝğġģǧǵ",
        "hĥȟ",
        "iìíîïĩīĭįǐȉȋ",
        "jĵǰ",
        "kķǩ",
        "lĺļľ",
        "nñńņňǹ",
        "oòóôõöōŏőơǒǫǭȍȏȫȭȯȱ",
        "rŕŗřȑȓ",
        "sśŝşšș",
        "tţťț",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗ",
        "wŵ",
        "yýÿŷȳ",
        "zźżž",
        "ÆǢǼ",
        "ØǾ",
        "æǣǽ",
        "øǿ",
        "ƷǮ",
        "ʒǯ",
        "ΑΆ",
        "ΕΈ",
        "ΗΉ",
        "ΙΊΪ",
        "ΟΌ",
        "ΥΎΫ",
        "ΩΏ",
        "αά",
        "εέ",
        "ηή",
        "ιΐίϊ",
        "οό",
        "υΰϋύ",
        "ωώ",
        "ϒϓϔ",
        "ІЇ",
        "АӐӒ",
        "ГЃ",
        "ЕЀЁӖ",
        "ЖӁӜ",
        "ЗӞ",
        "ИЍЙӢӤ",
        "КЌ",
        "ОӦ",
        "УЎӮӰӲ",
        "ЧӴ",
        "ЫӸ",
        "ЭӬ",
        "аӑӓ",
        "гѓ",
        "еѐёӗ",
        "жӂӝ",
        "зӟ",
        "ийѝӣӥ",
        "кќ",
        "оӧ",
        "уўӯӱӳ",
        "чӵ",
        "ыӹ",
        "эӭ",
        "ії",
        "ѴѶ",
        "ѵѷ",
        "ӘӚ",
        "әӛ",
        "ӨӪ",
        "өӫ",
    ];

    private static readonly Dictionary<char, char> s_bases = s_groups
        .SelectMany(group => group.Skip(1), (group, letter) => (letter, group[0]))
        .ToDictionary();

    public static char Of(char letter) => letter < 'À' ? letter : s_bases.GetValueOrDefault(letter, letter);

    /// <summary>Marks of their own, that follow the letter they belong to: basic, Hebrew and Arabic ones.</summary>
    public static bool IsMark(char character) =>
        character
            is (>= '\u0300' and <= '\u036F')
                or (>= '\u0591' and <= '\u05BD')
                or '\u05C1'
                or '\u05C2'
                or '\u05C4'
                or '\u05C5'
                or '\u05C7'
                or (>= '\u0610' and <= '\u0615')
                or (>= '\u064C' and <= '\u065E')
                or '\u0670';
}
