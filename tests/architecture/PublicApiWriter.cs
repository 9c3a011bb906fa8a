using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>Writes what an assembly shows to its users: a line a type, below it a line a member, all sorted.</summary>
internal static class PublicApiWriter
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static;

    public static IEnumerable<string> Write(Assembly assembly) =>
        Write(assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal));

    public static IEnumerable<string> Write(IEnumerable<Type> types) =>
        types.SelectMany(type =>
            Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member).Prepend(Header(type))
        );

    private static string Header(Type type)
    {
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {TypeNames.Full(type)}{Parameters(invoke)} : {Returned(invoke)}";
        }
        var parents = Parents(type);
        var list = parents.Length == 0 ? "" : " : " + string.Join(", ", parents);
        return $"{Kind(type)} {TypeNames.Full(type)}{list}{Constraints(type.GetGenericArguments())}";
    }

    private static string[] Parents(Type type)
    {
        if (type.IsEnum)
            return [];
        var parent =
            type.BaseType is { } t && t != typeof(object) && t != typeof(ValueType) ? TypeNames.Short(t) : null;
        var interfaces = type.GetInterfaces()
            .Where(i => i.IsVisible)
            .Select(TypeNames.Short)
            .Order(StringComparer.Ordinal);
        return parent is null ? [.. interfaces] : [parent, .. interfaces];
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        if (IsDelegate(type))
            return [];
        var constructors = type.GetConstructors(Declared)
            .Where(IsShown)
            .Select(c => $"{Access(c)}{Bare(type.Name)}{Parameters(c)}");
        var methods = type.GetMethods(Declared).Where(m => IsShown(m) && !IsAccessor(m)).Select(Method);
        var properties = type.GetProperties(Declared)
            .Where(p => p.Name != "EqualityContract" && p.GetAccessors(true).Any(IsVisible))
            .Select(Property);
        var events = type.GetEvents(Declared)
            .Where(e => IsVisible(e.AddMethod!))
            .Select(e => $"{Access(e.AddMethod!)}event {TypeNames.Of(Nullability.Create(e))} {e.Name}");
        var fields = type.GetFields(Declared)
            .Where(f => f.IsPublic || (!type.IsSealed && (f.IsFamily || f.IsFamilyOrAssembly)));
        return constructors.Concat(methods).Concat(properties).Concat(events).Concat(fields.Select(Field));
    }

    private static string Method(MethodInfo method) =>
        $"{Access(method)}{Returned(method)} {method.Name}{TypeNames.Arguments(method.GetGenericArguments())}{Parameters(method)}"
        + Constraints(method.GetGenericArguments());

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToArray();
        var verbs = accessors.Select(a =>
            a == property.GetMethod ? "get; "
            : IsInit(a) ? "init; "
            : "set; "
        );
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var type = TypeNames.Of(Nullability.Create(property));
        return $"{Access(accessors[0])}{required}{type} {name} {{ {string.Concat(verbs)}}}";
    }

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral
            ? "const "
            : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{TypeNames.Of(Nullability.Create(field))} {field.Name}{value}";
    }

    private static string Access(MethodBase method)
    {
        var text = new StringBuilder(method.IsPublic ? "" : "protected ");
        if (method.IsStatic)
            text.Append("static ");
        if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal)
            return text.ToString();
        var isOverride = ((MethodInfo)method).GetBaseDefinition() != method;
        text.Append(
            method.IsAbstract ? "abstract "
            : isOverride ? "override "
            : "virtual "
        );
        return text.ToString();
    }

    private static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"({extension}{string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var how =
            IsParams(parameter) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        var value = parameter.HasDefaultValue
            ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}"
            : "";
        return $"{how}{TypeNames.Of(Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static bool IsParams(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));

    private static string Returned(MethodInfo method) =>
        method.ReturnType == typeof(void) ? "void" : TypeNames.Of(Nullability.Create(method.ReturnParameter));

    private static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Where(a => a.IsGenericParameter).Select(Constraint).Where(text => text.Length > 0));

    private static string Constraint(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var list = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            list.Add("struct");
        else if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            list.Add("class");
        list.AddRange(
            parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(TypeNames.Short)
        );
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !list.Contains("struct"))
            list.Add("new()");
        return list.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", list)}";
    }

    private static string Literal(object? value, Type type) =>
        value switch
        {
            null => type.IsValueType && System.Nullable.GetUnderlyingType(type) is null ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static NullabilityInfoContext Nullability { get; } = new();

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || (!method.DeclaringType!.IsSealed && (method.IsFamily || method.IsFamilyOrAssembly));

    // What the compiler writes for a record is no news.
    private static bool IsShown(MethodBase method) =>
        IsVisible(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Bare(string name) => name.Split('`')[0];
}
