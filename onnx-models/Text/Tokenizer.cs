using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Cuts texts into tokens.</summary>
internal static class Tokenizer
{
    /// <summary>The tokens of a text, in order; none of them is empty.</summary>
    public static IReadOnlyList<string> Split(string text, TokenizerKind kind)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in CharacterClasses.Of(text))
        {
            var part = kind switch
            {
                TokenizerKind.Characters => TokenPart.Single,
                TokenizerKind.Whitespace => Rune.IsWhiteSpace(rune) ? TokenPart.None : TokenPart.Inner,
                _ => CharacterClasses.IsWord(rune) ? TokenPart.Inner
                : Rune.IsWhiteSpace(rune) ? TokenPart.None
                : TokenPart.Single,
            };
            if (part != TokenPart.Inner)
                EndWord();
            if (part == TokenPart.Inner)
                word.Append(rune.ToString());
            else if (part == TokenPart.Single)
                tokens.Add(rune.ToString());
        }
        EndWord();
        return tokens;

        void EndWord()
        {
            if (word.Length > 0)
                tokens.Add(word.ToString());
            word.Clear();
        }
    }

    private enum TokenPart
    {
        None,
        Inner,
        Single,
    }
}
