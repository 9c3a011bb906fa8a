using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// The loaders by the names that model files call them. Each assembly adds its own in one module initializer, its
/// <c>Loaders</c> class; a model file also names the assembly, so that it can be loaded first.
/// </summary>
internal static class ModelLoaders
{
    private static readonly ConcurrentDictionary<string, Func<IHostEnvironment, ModelLoadContext, object>> s_loaders =
        new();

    public static void Add(string loadName, Func<IHostEnvironment, ModelLoadContext, object> loader)
    {
        if (!s_loaders.TryAdd(loadName, loader))
            throw new InvalidOperationException($"There are two loaders of the name '{loadName}'");
    }

    public static Func<IHostEnvironment, ModelLoadContext, object> Find(string loadName, Assembly assembly)
    {
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        return s_loaders.TryGetValue(loadName, out var loader)
            ? loader
            : throw new FormatException($"Unknown model kind '{loadName}' of {assembly.GetName().Name}");
    }
}
