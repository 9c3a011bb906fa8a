using System.Text.Json;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The JavaScript of a page, run by node in a folder.</summary>
internal static class PageScript
{
    /// <summary>Runs a piece of code and gives what an expression behind it is.</summary>
    /// <param name="folder">Where it runs, with the model's file.</param>
    /// <param name="code">The page's code.</param>
    /// <param name="expression">In JavaScript; its value must be JSON.</param>
    public static async Task<T> RunAsync<T>(TemporaryFolder folder, string code, string expression)
    {
        var modules = Path.Combine(Repository.Root, "node_modules", "onnxruntime-node");
        if (!Directory.Exists(modules))
            Assert.Inconclusive("onnxruntime-node is not installed: npm was not there when Setup ran.");
        var script = code.Replace("\"onnxruntime-node\"", JsonSerializer.Serialize(modules), StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            folder["use.js"],
            $"(async () => {{\n{script}\nconsole.log(JSON.stringify({expression})); }})();"
        );
        var answer = await ForeignProcess.RunAsync("node", [folder["use.js"]]);
        return JsonSerializer.Deserialize<T>(answer.TrimEnd().Split('\n')[^1])!;
    }
}
