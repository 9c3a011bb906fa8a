using System.Reflection;

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>Names of types as C# writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    /// <summary>With its namespace: a type where it is declared.</summary>
    public static string Full(Type type) => $"{type.Namespace}.{Short(type)}";

    /// <summary>Without its namespace, and without what is known of null.</summary>
    public static string Short(Type type) => Write(type, (argument, _) => Short(argument));

    /// <summary>Without its namespace, with a question mark wherever null may stand.</summary>
    public static string Of(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var written = Write(type, (argument, i) => i < Arguments().Length ? Of(Arguments()[i]) : Short(argument));
        return !type.IsValueType && Reads(info) == NullabilityState.Nullable ? written + "?" : written;

        NullabilityInfo[] Arguments() => info.ElementType is { } element ? [element] : info.GenericTypeArguments;
    }

    public static string Arguments(Type[] types) =>
        types.Length == 0 ? "" : $"<{string.Join(", ", types.Select(Short))}>";

    private static NullabilityState Reads(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Unknown ? info.WriteState : info.ReadState;

    private static string Write(Type type, Func<Type, int, string> argument)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsByRef || type.IsPointer)
            return Short(type.GetElementType()!);
        if (type.IsArray)
            return $"{argument(type.GetElementType()!, 0)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Short(underlying) + "?";
        var outer = type.IsNested && !type.IsGenericParameter ? type.DeclaringType!.Name.Split('`')[0] + "." : "";
        var name = outer + type.Name.Split('`')[0];
        if (!type.IsGenericType)
            return name;
        var arguments = type.GetGenericArguments().Select(argument).ToArray();
        var isTuple = type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;
        return isTuple ? $"({string.Join(", ", arguments)})" : $"{name}<{string.Join(", ", arguments)}>";
    }
}
