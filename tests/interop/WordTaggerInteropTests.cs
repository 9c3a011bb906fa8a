using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Tests;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A tagger's file in JavaScript: the words go in as they are, the tags come out.</summary>
[TestClass]
public sealed class WordTaggerInteropTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Export_Tagger_IsReproducedInNode(bool crf)
    {
        using var model = SampleWordTaggers.Create(crf);
        using var folder = new TemporaryFolder();
        var exported = OnnxExporter.Export(model);
        var path = folder["tagger.onnx"];
        exported.File.Save(path);
        var probes = exported.Probes.Where(probe => probe.Inputs[0].Shape.All(size => size > 0)).ToArray();

        var theirs = await NodeRuntime.RunAsync(path, [.. probes.Select(probe => probe.Inputs)]);

        foreach (var (probe, answer) in probes.Zip(theirs))
        {
            NamedTensor[] expected = [.. answer.Select(one => probe.Outputs.Single(output => output.Name == one.Name))];
            // A row without words has no probabilities: the comparison wants some.
            if (probe.Inputs[0].Strings.Any(word => word.Length > 0))
                NodeRuntime.AreEqual(expected, answer, probe.Description);
        }
    }
}
