namespace Rnn.Onnx.Models.Text;

/// <summary>Texts, each with its label. Immutable.</summary>
public sealed class LabeledTexts
{
    private LabeledTexts(IReadOnlyList<string> paths, IReadOnlyList<LabeledRow> rows, IReadOnlyList<string> labels)
    {
        Name = string.Join(", ", paths.Select(Path.GetFileName));
        Sha256 = FileHash.Of(paths);
        Labels = labels;
        Texts = [.. rows.Select(row => row.Text)];
        var places = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        Classes = [.. rows.Select(row => places[row.Label])];
    }

    /// <summary>The files' names, for people.</summary>
    public string Name { get; }

    /// <summary>Hash of the files' bytes, one behind the other.</summary>
    public string Sha256 { get; }

    /// <summary>The labels, in the order of their numbers.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The texts; some may be empty.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The number of each text's label, from 0.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Texts.</summary>
    public int Count => Texts.Count;

    /// <summary>
    /// Reads a table, TSV or CSV (tabs where the first line has one, commas otherwise; fields that begin with a quote end with
    /// one), or one file a class with a text a line: <c>positive=reviews.pos</c>, the label in front of the sign.
    /// </summary>
    /// <param name="files">The path of a table, or a label and path for each class.</param>
    /// <param name="options">The columns of a table.</param>
    /// <exception cref="InvalidInputException">
    /// A file is missing, empty or no UTF-8, a column is missing, a row has another number of fields, or a label is empty or not
    /// known. The message says file and line. An empty text is a text like any other.
    /// </exception>
    public static LabeledTexts Read(IReadOnlyList<string> files, LabeledTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        options ??= new LabeledTextOptions();
        var classes = ClassFile.Parse(files);
        LabeledRow[] rows =
        [
            .. classes is null ? LabeledRows.OfTable(files[0], options) : classes.SelectMany(LabeledRows.OfClass),
        ];
        var found = rows.Select(row => row.Label).Distinct(StringComparer.Ordinal);
        string[] labels =
            options.Labels is { } known ? [.. known]
            : classes is null ? [.. found.Order(StringComparer.Ordinal)]
            : [.. found];
        if (rows.FirstOrDefault(row => !labels.Contains(row.Label)) is { } other)
            throw Errors.InvalidInput(
                $"File '{other.Path}', line {other.Line}: expected one of the labels {string.Join(", ", labels)}, found '{other.Label}'."
            );
        return new LabeledTexts(classes is null ? [files[0]] : [.. classes.Select(file => file.Path)], rows, labels);
    }
}
