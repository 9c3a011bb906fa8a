namespace Rnn.Onnx.Cli.Pages;

/// <summary>The scripts and programs for browsers that lie beside the command in <c>web/</c>, as npm brought them at the build.</summary>
internal static class WebFiles
{
    /// <summary>What draws plots, in the order in which a page loads it.</summary>
    public static IReadOnlyList<string> Plots { get; } = ["vega.min.js", "vega-lite.min.js", "vega-embed.min.js"];

    /// <summary>Whether the command was built with a file.</summary>
    public static bool Exists(string name) =>
        File.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "web", name));

    /// <summary>Where a file lies.</summary>
    /// <exception cref="InvalidOperationException">The command was built without it.</exception>
    public static string Path(string name)
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "web", name);
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException(
                $"File '{path}': expected the script that npm brings, found none; run ./build.sh Setup where npm is, and build again."
            );
    }
}
