using System.Reflection;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Runtime;

/// <summary>The extensions (factories of custom mappings) found in the assemblies that were registered.</summary>
public sealed class ComponentCatalog
{
    private readonly HashSet<Assembly> _assemblies = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];
    private readonly Lock _lock = new();

    internal ComponentCatalog() { }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        Check.NotNull(assembly);
        lock (_lock)
        {
            if (!_assemblies.Add(assembly))
                return;
            foreach (var type in assembly.GetTypes())
            foreach (var attribute in type.GetCustomAttributes<ExtensionBaseAttribute>(inherit: false))
                Add(attribute, type, throwOnError);
        }
    }

    internal object CreateExtension(Type attribute, string contract)
    {
        lock (_lock)
        {
            if (_extensions.TryGetValue((attribute, contract), out var type))
                return Activator.CreateInstance(type);
        }
        throw new InvalidOperationException(
            $"Unable to locate an extension for the contract '{contract}': register the assembly that holds a class "
                + $"with a '{attribute.FullName}' by {nameof(ComponentCatalog)}.{nameof(RegisterAssembly)}"
        );
    }

    private void Add(ExtensionBaseAttribute attribute, Type type, bool throwOnError)
    {
        var constructible = type is { IsAbstract: false, ContainsGenericParameters: false };
        var added = constructible && _extensions.TryAdd((attribute.GetType(), attribute.ContractName), type);
        if (!added && throwOnError)
            throw new InvalidOperationException(
                $"Can not use {type.FullName} for the contract '{attribute.ContractName}': the contract is taken, "
                    + "or the class can not be constructed"
            );
    }
}
