using Rnn.Onnx.Cli.Pages;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>The page, its scripts and the runtime for browsers: read once, by names that stand here.</summary>
internal static class PageAssets
{
    private const string Folder = "Rnn.Onnx.Cli.Serve.";
    private const string Script = "text/javascript; charset=utf-8";

    private static readonly string[] Scripts =
    [
        "app.js",
        "engine.js",
        "parts.js",
        "chart.js",
        "classify.js",
        "forecast.js",
        "tag.js",
        "translate.js",
        "generate.js",
        "run.js",
    ];

    private static readonly (string Name, string ContentType)[] Runtime =
    [
        ("ort.wasm.min.mjs", Script),
        ("ort-wasm-simd-threaded.mjs", Script),
        ("ort-wasm-simd-threaded.wasm", "application/wasm"),
    ];

    /// <summary>Whether the command was built where npm had brought the runtime for browsers.</summary>
    public static bool HasRuntime { get; } = Array.TrueForAll(Runtime, file => WebFiles.Exists(file.Name));

    /// <summary>All of it.</summary>
    public static IEnumerable<Endpoint> All =>
        [
            Endpoint.Bytes("/", "The page.", "text/html; charset=utf-8", Resource("index.html")),
            Part("/page/style.css", "text/css; charset=utf-8", Resource("style.css")),
            Part("/page/icon.svg", "image/svg+xml", Resource("icon.svg")),
            .. Scripts.Select(name => Part($"/page/{name}", Script, Resource(name))),
            .. HasRuntime
                ? Runtime.Select(file =>
                    Part($"/web/{file.Name}", file.ContentType, File.ReadAllBytes(WebFiles.Path(file.Name)))
                )
                : [],
        ];

    private static Endpoint Part(string path, string contentType, byte[] content) =>
        Endpoint.Bytes(path, "A part of the page.", contentType, content) with
        {
            IsPublic = false,
        };

    private static byte[] Resource(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(Folder + name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
