namespace Rnn.Onnx.Models.Series;

/// <summary>Finds columns by name.</summary>
internal sealed class HeaderLookup(string path, string[] header)
{
    /// <summary>The position of the one column of that name.</summary>
    /// <exception cref="InvalidInputException">There is none, or more than one.</exception>
    public int Index(string name)
    {
        var first = Array.IndexOf(header, name);
        if (first < 0)
            throw Errors.InvalidInput(
                $"File '{path}', line 1: expected a column '{name}', found {string.Join(", ", header.Select(h => $"'{h}'"))}."
            );
        if (Array.IndexOf(header, name, first + 1) is > 0 and var second)
            throw Errors.InvalidInput(
                $"File '{path}', line 1: expected one column '{name}', found it at positions {first + 1} and {second + 1}."
            );
        return first;
    }
}
