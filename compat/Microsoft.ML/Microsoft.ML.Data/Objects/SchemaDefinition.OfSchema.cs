namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition
{
    /// <summary>The definition of a class whose columns have the types and annotations of a schema.</summary>
    internal static SchemaDefinition Of(Type userType, DataViewSchema schema)
    {
        var definition = Create(userType, Direction.Read);
        foreach (var column in schema)
        {
            var member =
                definition[column.Name]
                ?? throw new InvalidOperationException($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            member.TakeAnnotations(column.Annotations);
        }
        return definition;
    }
}
