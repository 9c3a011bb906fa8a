using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Rnn.Onnx.Pipelines;

/// <summary>
/// The environment behind one of ML.NET's catalogs, which an extension method needs to log. ML.NET keeps it in an interface of its
/// own, <c>IInternalCatalog</c>, so it is read by that interface's name; where a version has none, there is no log and nothing else
/// is lost.
/// </summary>
internal static class CatalogContext
{
    private static readonly PropertyInfo? Environment = typeof(MLContext)
        .Assembly.GetType("Microsoft.ML.Data.IInternalCatalog")
        ?.GetProperty("Environment");

    /// <summary>Opens a channel of the log that belongs to a catalog.</summary>
    /// <param name="catalog">A catalog, such as <c>mlContext.Transforms</c>.</param>
    /// <param name="source">What the messages' source is called.</param>
    /// <returns>The channel; null where the environment can not be read.</returns>
    public static IChannel? Start(object catalog, string source) => Of(catalog)?.Start(source);

    /// <summary>The environment of a catalog; null where it can not be read.</summary>
    public static IHostEnvironment? Of(object catalog) =>
        Environment?.DeclaringType?.IsInstanceOfType(catalog) == true
            ? Environment.GetValue(catalog) as IHostEnvironment
            : null;
}
