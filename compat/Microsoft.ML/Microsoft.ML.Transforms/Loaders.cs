using System.Runtime.CompilerServices;

namespace Microsoft.ML.Transforms;

/// <summary>The components of this assembly that model files hold.</summary>
internal static class Loaders
{
    [ModuleInitializer]
    internal static void Add()
    {
        ModelLoaders.Add(CustomMappingFile.LoadName, CustomMappingFile.Load);
    }
}
