using System.Linq.Expressions;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>Whose states: a text or a whole number, told apart by the text being there.</summary>
internal readonly record struct StateKey(string? Text, long Number)
{
    /// <summary>A longer text is refused: a key is kept for each state, and read from snapshots.</summary>
    public const int LongestText = 1024;

    private static readonly Type[] Kinds = [typeof(string), typeof(long), typeof(int)];

    public static StateKey Of(string text) => new(text, 0);

    public static StateKey Of(long number) => new(null, number);

    /// <summary>The key that a caller names.</summary>
    public static StateKey Of(object key, bool isText) =>
        key switch
        {
            string text when isText => Of(text),
            long number when !isText => Of(number),
            int number when !isText => Of(number),
            _ => throw new ArgumentException(
                $"Expected a key that is a {(isText ? "text" : "whole number")}, as in the input class, found {key}.",
                nameof(key)
            ),
        };

    /// <summary>What reads the key from an object, and whether it is a text.</summary>
    /// <typeparam name="TIn">The input class.</typeparam>
    /// <param name="column">A member's column name or its own.</param>
    /// <exception cref="InvalidInputException">There is no such member, or it is of another type.</exception>
    public static (Func<TIn, StateKey> Read, bool IsText) ReaderOf<TIn>(string column)
    {
        var members = SchemaDefinition.Create(typeof(TIn), SchemaDefinition.Direction.Read);
        var found =
            members.FirstOrDefault(member => member.ColumnName == column)
            ?? members.FirstOrDefault(member => member.MemberName == column)
            ?? throw new InvalidInputException(
                $"Option key-column: expected a member of {typeof(TIn).Name}, one of {string.Join(", ", members.Select(member => member.ColumnName))}, found {column}."
            );
        var row = Expression.Parameter(typeof(TIn), "row");
        var value = Expression.PropertyOrField(row, found.MemberName);
        if (!Kinds.Contains(value.Type))
            throw new InvalidInputException(
                $"Option key-column: expected the member {column} of {typeof(TIn).Name} to be a string, long or int, found {value.Type.Name}."
            );
        if (value.Type == typeof(string))
        {
            var text = Expression.Lambda<Func<TIn, string?>>(value, row).Compile();
            return (at => Of(Checked(text(at), column)), true);
        }
        var number = Expression.Lambda<Func<TIn, long>>(Expression.Convert(value, typeof(long)), row).Compile();
        return (at => Of(number(at)), false);
    }

    private static string Checked(string? text, string column) =>
        text is { Length: <= LongestText }
            ? text
            : throw new InvalidInputException(
                $"Column '{column}': expected a key of at most {LongestText} characters, found {(text is null ? "none (null)" : FormattableString.Invariant($"one of {text.Length}"))}."
            );
}
