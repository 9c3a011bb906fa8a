using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Evaluation;

/// <summary>Reads the texts of a view as one running text.</summary>
internal static class TextLines
{
    /// <summary>The texts in their order, a line feed behind each.</summary>
    /// <exception cref="InvalidInputException">The column is missing or no text.</exception>
    public static string Read(IDataView texts, string textColumn)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Schema.GetColumnOrNull(textColumn) is not { Type: TextDataViewType } column)
            throw new InvalidInputException(
                $"Expected a column '{textColumn}' of texts, found {string.Join(", ", texts.Schema.Select(c => $"'{c.Name}' ({c.Type})"))}."
            );
        using var cursor = texts.GetRowCursor([column]);
        var read = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        var all = new StringBuilder();
        while (cursor.MoveNext())
        {
            read(ref text);
            all.Append(text.Span).Append('\n');
        }
        return all.ToString();
    }
}
