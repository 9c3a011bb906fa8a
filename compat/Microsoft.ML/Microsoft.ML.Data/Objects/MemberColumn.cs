using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A member of a user's class as a column.</summary>
internal sealed record MemberColumn(
    string Name,
    DataViewType Type,
    MemberInfo Member,
    DataViewSchema.Annotations Annotations
)
{
    public Type MemberType => MemberTypes.TypeOf(Member);

    public static MemberColumn[] Of(Type type, SchemaDefinition definition, SchemaDefinition.Direction direction) =>
        (definition ?? SchemaDefinition.Create(type, direction)).Select(column => Of(type, column)).ToArray();

    public static DataViewSchema SchemaOf(IEnumerable<MemberColumn> columns) =>
        DataViewSchema.Of(
            columns.Select(column => new DataViewSchema.DetachedColumn(column.Name, column.Type, column.Annotations))
        );

    /// <summary>Reads the member of an object.</summary>
    public Func<TRow, TValue> Reader<TRow, TValue>()
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, Member), row).Compile();
    }

    public Action<TRow, TValue> Writer<TRow, TValue>()
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        var assignment = Expression.Assign(Expression.MakeMemberAccess(row, Member), value);
        return Expression.Lambda<Action<TRow, TValue>>(assignment, row, value).Compile();
    }

    private static MemberColumn Of(Type type, SchemaDefinition.Column column)
    {
        MemberInfo member = type.GetField(column.MemberName);
        member ??= type.GetProperty(column.MemberName);
        Check.Param(
            member is not null,
            "userSchemaDefinition",
            $"No field or property with name '{column.MemberName}' found in type '{type.FullName}'"
        );
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var columnType = column.ColumnType ?? MemberTypes.ColumnType(member);
        MemberTypes.CheckMatch($"Column '{name}'", columnType, MemberTypes.TypeOf(member));
        return new MemberColumn(name, columnType, member, column.Annotations);
    }
}
