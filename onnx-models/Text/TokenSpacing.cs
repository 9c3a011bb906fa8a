using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// How tokens become a text again. Characters follow each other. Words have a blank between two, but none stands before
/// . , ! ? ; : ) ] } % … ” », none after ( [ { ¿ ¡ “ « „, and none on either side of - and /. A piece of a word that ends in "@@"
/// goes on with the next token, without that mark.
/// </summary>
/// <param name="kind">What made the tokens.</param>
public sealed class TokenSpacing(TokenizerKind kind)
{
    private const string NotBefore = ".,!?;:)]}%…”»-/";
    private const string NotAfter = "([{¿¡“«„-/";

    /// <summary>The text of tokens.</summary>
    public string Join(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var text = new StringBuilder();
        string? previous = null;
        foreach (var token in tokens)
        {
            text.Append(Piece(token, previous));
            previous = token;
        }
        return text.ToString();
    }

    /// <summary>What a token adds to a text: itself, with a blank in front of it where there is one.</summary>
    /// <param name="token">The token.</param>
    /// <param name="previous">The token in front of it; null for the first.</param>
    public string Piece(string token, string? previous)
    {
        ArgumentNullException.ThrowIfNull(token);
        var hasBlank = previous is not null && !ForbidsBehind(previous) && !ForbidsInFront(token);
        return hasBlank ? " " + Written(token) : Written(token);
    }

    /// <summary>Whether tokens can be pieces that go on.</summary>
    internal bool KnowsPieces => kind != TokenizerKind.Characters;

    /// <summary>A token as it stands in a text.</summary>
    internal string Written(string token) => IsPiece(token) ? token[..^BytePairs.Suffix.Length] : token;

    /// <summary>Whether no blank stands in front of a token.</summary>
    internal bool ForbidsInFront(string token) => kind == TokenizerKind.Characters || Is(token, NotBefore);

    /// <summary>Whether no blank stands behind a token.</summary>
    internal bool ForbidsBehind(string token) =>
        kind == TokenizerKind.Characters || IsPiece(token) || Is(token, NotAfter);

    /// <summary>Marks without a blank on one side or on both.</summary>
    internal static IEnumerable<string> Marks => NotBefore.Union(NotAfter).Select(mark => mark.ToString());

    private bool IsPiece(string token) => KnowsPieces && token.EndsWith(BytePairs.Suffix, StringComparison.Ordinal);

    private static bool Is(string token, string marks) =>
        token.Length == 1 && marks.Contains(token, StringComparison.Ordinal);
}
