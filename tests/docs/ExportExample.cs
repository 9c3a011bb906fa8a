using Rnn.Onnx.Inference.Compression;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The example of docs/export.md, between the marks.</summary>
internal static class ExportExample
{
    public static long Run()
    {
        torch.manual_seed(1);
        // <export>
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Recurrent = new RecurrentOptions { Hidden = 64, Bidirectional = true },
                Labels = ["falls", "rises"],
                Pooling = Pooling.Attention,
            }
        );
        // ... train it, see training.md ...

        var exported = OnnxExporter.Export(model, new ExportOptions { Opset = 20 });
        VerifiedExport.Demand(exported); // ONNX Runtime gives the module's answers, or this throws
        exported.File.Save("trend.onnx");

        // Half the size, compared on whatever inputs you have; here on the export's own random ones.
        var inputs = exported.Probes.Select(probe => probe.Inputs).ToArray();
        CompressedModel.Create(exported.File, WeightFormat.Float16, inputs, "random probes").Save("trend16.onnx");

        // And back: the same model, every weight as it was.
        using var again = (SequenceClassifier)OnnxImporter.Read(ModelFile.Open("trend.onnx"));
        // </export>
        return again.parameters().Sum(parameter => parameter.numel());
    }
}
