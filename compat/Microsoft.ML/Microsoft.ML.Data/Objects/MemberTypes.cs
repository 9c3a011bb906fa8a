using System.Reflection;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>The data view types of class members. A string stands for text; an array and a VBuffer for a vector.</summary>
internal static class MemberTypes
{
    public static Type TypeOf(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The member's column type by its own type and its attributes.</summary>
    public static DataViewType ColumnType(MemberInfo member)
    {
        var (rawItem, isVector) = Split(TypeOf(member));
        if (!PrimitiveTypes.HasDataViewType(rawItem))
            throw new ArgumentOutOfRangeException(
                "rawType",
                $"Could not determine an IDataView type and registered custom types for member {member.Name}"
            );

        var item = PrimitiveTypes.OfRawType(rawItem);
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            Check.Param(
                KeyDataViewType.IsValidDataType(rawItem),
                "userType",
                $"Member {member.Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type"
            );
            item = new KeyDataViewType(rawItem, key.KeyCount.Count ?? KeyDataViewType.Maximum(rawItem));
        }

        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        Check.Param(
            vector is null || isVector,
            "userType",
            $"Member {member.Name} marked with {nameof(VectorTypeAttribute)}, but does not appear to be a vector type"
        );
        if (!isVector)
            return item;
        return vector is { Dimensions.Length: > 0 }
            ? new VectorDataViewType(item, vector.Dimensions)
            : new VectorDataViewType(item);
    }

    /// <summary>Whether values of a column can be handed to (or taken from) a member of the given type.</summary>
    public static bool Match(DataViewType column, Type member)
    {
        var (rawItem, isVector) = Split(member);
        return isVector == column is VectorDataViewType && column.ItemType().RawType == rawItem;
    }

    public static void CheckMatch(string what, DataViewType column, Type member) =>
        Check.Param(
            Match(column, member),
            "userSchemaDefinition",
            $"{what} is supposed to be {column}, but its value is of type {member}"
        );

    private static (Type Item, bool IsVector) Split(Type type)
    {
        var item =
            type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0]
            : null;
        return (Text(item ?? type), item is not null);
    }

    private static Type Text(Type type) => type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type;
}
