using System.Reflection;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>How the members of a user's class become columns; what it says goes before the class's attributes.</summary>
public sealed partial class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition() { }

    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName);
        set
        {
            Check.NotNull(value);
            Check.Param(
                value.ColumnName == columnName,
                nameof(columnName),
                $"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'."
            );
            var index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Check.NotNull(userType);
        var definition = new SchemaDefinition();
        foreach (var member in MembersOf(userType, direction).Where(IsColumn))
        {
            var name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            Check.Param(
                definition[name] is null,
                nameof(userType),
                $"Duplicate column name '{name}' detected, this is disallowed"
            );
            definition.Add(new Column(member.Name, MemberTypes.ColumnType(member), name));
        }
        return definition;
    }

    private static IEnumerable<MemberInfo> MembersOf(Type type, Direction direction)
    {
        const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance;
        var properties = type.GetProperties(Members)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Where(property =>
                (direction.HasFlag(Direction.Read) && property.GetGetMethod() is not null)
                || (direction.HasFlag(Direction.Write) && property.GetSetMethod() is not null)
            );
        return type.GetFields(Members).Concat<MemberInfo>(properties);
    }

    private static bool IsColumn(MemberInfo member) =>
        member.GetCustomAttribute<NoColumnAttribute>() is null
        && MemberTypes.TypeOf(member) != typeof(Runtime.IChannel);
}
