using System.Linq.Expressions;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Hosting;

/// <summary>How long a row is: the characters and numbers in the members that are columns of texts or vectors.</summary>
internal static class RowWeight
{
    /// <summary>What tells the length; 1 and more.</summary>
    public static Func<TIn, int> Of<TIn>()
    {
        var row = Expression.Parameter(typeof(TIn), "row");
        Expression sum = Expression.Constant(1);
        foreach (var column in SchemaDefinition.Create(typeof(TIn), SchemaDefinition.Direction.Read))
        {
            var value = Expression.PropertyOrField(row, column.MemberName);
            if (value.Type == typeof(string) || value.Type.IsArray)
                sum = Expression.Add(sum, LengthOf(value));
        }
        return Expression.Lambda<Func<TIn, int>>(sum, row).Compile();
    }

    private static ConditionalExpression LengthOf(Expression value) =>
        Expression.Condition(
            Expression.ReferenceEqual(value, Expression.Constant(null)),
            Expression.Constant(0),
            Expression.Property(value, nameof(string.Length))
        );
}
