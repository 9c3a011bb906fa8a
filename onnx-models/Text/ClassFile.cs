namespace Rnn.Onnx.Models.Text;

/// <summary>A file whose lines are texts of one class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Path">The file.</param>
internal sealed record ClassFile(string Label, string Path)
{
    /// <summary>Reads <c>label=path</c> for each class; null where the one word is the path of a table.</summary>
    /// <exception cref="InvalidInputException">There are no words, or several without a label.</exception>
    public static IReadOnlyList<ClassFile>? Parse(IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            throw Errors.InvalidInput(
                $"Option data: expected a table of texts and labels, or label=path for each class, found none."
            );
        if (files.Count == 1 && (!files[0].Contains('=') || File.Exists(files[0])))
            return null;
        return [.. files.Select(ParseOne)];
    }

    private static ClassFile ParseOne(string word)
    {
        var sign = word.IndexOf('=');
        var label = sign < 0 ? "" : word[..sign].Trim();
        return label.Length > 0 && sign < word.Length - 1
            ? new ClassFile(label, word[(sign + 1)..])
            : throw Errors.InvalidInput(
                $"Option data: expected one table, or label=path for each class, found '{word}' among several."
            );
    }
}
