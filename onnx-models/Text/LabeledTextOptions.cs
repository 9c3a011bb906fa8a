namespace Rnn.Onnx.Models.Text;

/// <summary>How <see cref="LabeledTexts"/> reads a table of texts and labels.</summary>
public sealed record LabeledTextOptions
{
    /// <summary>
    /// The column of the texts: its name in the header, or its number from 1 on in a file without a header. Default: <c>text</c>.
    /// </summary>
    public string TextColumn { get; init; } = "text";

    /// <summary>The column of the labels, in the same way. Default: <c>label</c>.</summary>
    public string LabelColumn { get; init; } = "label";

    /// <summary>
    /// The labels that a model knows, in its order; others are refused. Default: null, those that are found, in the order of
    /// their characters, or of the files where there is one a class.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
