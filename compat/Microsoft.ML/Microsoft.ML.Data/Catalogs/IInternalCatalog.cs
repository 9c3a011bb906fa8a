using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What extension methods of other assemblies reach the environment by.</summary>
internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}

internal static class CatalogEnvironment
{
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog) =>
        Internal.Check.NotNull(catalog).Environment;
}
