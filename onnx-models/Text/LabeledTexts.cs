using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Takes texts that are in memory; their hash is that of a table without a header, a text, a tab and its label on each line.</summary>
    /// <param name="name">Where they come from, for messages and cards.</param>
    /// <param name="texts">The texts; some may be empty.</param>
    /// <param name="classes">The number of each text's label, from 0.</param>
    /// <param name="labels">The labels, in the order of their numbers.</param>
    /// <exception cref="InvalidInputException">There are not as many classes as texts, or a class has no label.</exception>
    public LabeledTexts(
        string name,
        IReadOnlyList<string> texts,
        IReadOnlyList<int> classes,
        IReadOnlyList<string> labels
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(labels);
        if (texts.Count != classes.Count)
            throw Errors.InvalidInput(
                $"Data '{name}': expected a class for each of {texts.Count} texts, found {classes.Count}."
            );
        var wrong = classes.Index().Where(row => row.Item < 0 || row.Item >= labels.Count).Take(1).ToArray();
        if (wrong is [var (row, found)])
            throw Errors.InvalidInput(
                $"Data '{name}', row {row}: expected a class from 0 to {labels.Count - 1}, found {found}."
            );
        (Name, Texts, Classes, Labels) = (name, texts, classes, labels);
        Sha256 = Hash();
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

    /// <summary>These texts and behind them some others with the same labels.</summary>
    /// <exception cref="InvalidInputException">The labels are not the same.</exception>
    internal LabeledTexts Followed(LabeledTexts others) =>
        Labels.SequenceEqual(others.Labels)
            ? new LabeledTexts(Name, [.. Texts, .. others.Texts], [.. Classes, .. others.Classes], Labels)
            : throw Errors.InvalidInput(
                $"Data '{others.Name}': expected the labels {string.Join(", ", Labels)}, found {string.Join(", ", others.Labels)}."
            );

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (text, label) in Texts.Zip(Classes))
            hash.AppendData(Encoding.UTF8.GetBytes($"{text}\t{Labels[label]}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
