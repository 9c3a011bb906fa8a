using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The C# of docs/export.md is what runs here.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ExportPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public ExportPageTests() => Directory.SetCurrentDirectory(folder.Path);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        folder.Dispose();
    }

    [TestMethod]
    public void Export_Example_IsWhatRunsHere() =>
        Assert.AreEqual(
            Snippets.OfSource("ExportExample.cs", "export"),
            Snippets.OfPage("docs/export.md", "csharp").Single()
        );

    [TestMethod]
    public void Export_Example_WritesAVerifiedFileAndASmallerOne()
    {
        const int layers = 2 * 4 * 64 * (1 + 64 + 2),
            attention = 128 * (2 * 128 + 1) + 128,
            head = 2 * (128 + 1);
        Assert.AreEqual(layers + attention + head, ExportExample.Run());
        var file = ModelFile.Open("trend.onnx");
        Assert.AreEqual(20, file.Opset);
        CollectionAssert.AreEqual(
            new[] { "probabilities", "label", "attention" },
            file.Outputs.Select(output => output.Name).ToArray()
        );
        Assert.IsLessThan(0.6 * new FileInfo("trend.onnx").Length, new FileInfo("trend16.onnx").Length);
    }
}
