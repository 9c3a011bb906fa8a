using System.Text.Json;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>The checker of the onnx package for Python, whose version 1.12 knows opsets to 17.</summary>
internal static class ReferenceChecker
{
    public const int HighestOpset = 17;

    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<Task<bool>> IsThere = new(() =>
        ForeignProcess.SucceedsAsync(Python, ["-c", "import onnx"])
    );

    /// <summary>Fails when the file is not valid; otherwise what the package read in it.</summary>
    public static async Task<JsonElement> AcceptAsync(string path)
    {
        if (!await IsThere.Value)
            Assert.Inconclusive("python3-onnx is not installed here.");
        var script = Path.Combine(Repository.Root, "tests/interop/python/check_model.py");
        return JsonDocument.Parse(await ForeignProcess.RunAsync(Python, [script, path])).RootElement;
    }
}
