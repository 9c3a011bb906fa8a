using Microsoft.ML;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Rows of a view with the class of each.</summary>
/// <param name="Rows">What the model reads.</param>
/// <param name="Classes">The class of each row, from 0.</param>
/// <param name="Labels">What the classes are called.</param>
internal sealed record LabeledView<T>(IReadOnlyList<T> Rows, IReadOnlyList<int> Classes, IReadOnlyList<string> Labels);

/// <summary>Reads rows and their labels from a view.</summary>
internal static class LabeledView
{
    /// <summary>Reads a view to its end.</summary>
    /// <param name="view">The view.</param>
    /// <param name="items">What the model reads.</param>
    /// <param name="reader">Makes the reader of that column.</param>
    /// <param name="label">The labels.</param>
    /// <param name="known">The labels of the training set, where this is another one; null where it is the training set.</param>
    /// <param name="cancel">Stops between two rows.</param>
    /// <exception cref="InvalidInputException">A column does not fit, or a label is missing or not known.</exception>
    public static LabeledView<T> Read<T>(
        IDataView view,
        RequiredColumn items,
        Func<DataViewRow, DataViewSchema.Column, Func<T>> reader,
        RequiredColumn label,
        IReadOnlyList<string>? known,
        CancellationToken cancel
    )
    {
        var (item, key) = (items.In(view.Schema), label.In(view.Schema));
        var names = KeyNames.Of(key);
        string[] labels = [.. known ?? names];
        int[] places = [.. names.Select(name => Array.IndexOf(labels, name))];
        var (rows, classes) = (new List<T>(), new List<int>());
        using var cursor = view.GetRowCursor([item, key]);
        var (read, readKey) = (reader(cursor, item), KeyNames.Reader(cursor, key));
        while (cursor.MoveNext())
        {
            cancel.ThrowIfCancellationRequested();
            var found = readKey();
            if (found < 0 || found >= places.Length)
                throw new InvalidInputException(
                    FormattableString.Invariant($"Column '{key.Name}', row {rows.Count}: expected a label, found none.")
                );
            if (places[found] < 0)
                throw new InvalidInputException(
                    FormattableString.Invariant(
                        $"Column '{key.Name}', row {rows.Count} of the validation set: expected one of the labels {string.Join(", ", labels)}, found '{names[found]}'."
                    )
                );
            rows.Add(read());
            classes.Add(places[found]);
        }
        return new(rows, classes, labels);
    }
}
