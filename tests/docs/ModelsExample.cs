using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using TorchSharp;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The examples of docs/models.md, between the marks.</summary>
internal static class ModelsExample
{
    public static string Classify()
    {
        // <classify>
        // 256 sequences of 30 steps by 4 features; the class is the sign of the first feature's sum.
        torch.manual_seed(1);
        var inputs = torch.randn(256, 30, 4);
        var classes = inputs.select(2, 0).sum(1).gt(0).to_type(torch.ScalarType.Int64); // [N]

        var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Features = 4,
                    Hidden = 16,
                },
                Pooling = Pooling.Attention,
                Labels = ["falling", "rising"],
            }
        );
        var rows = new TensorBatcher(inputs, classes, batchSize: 64, shuffleSeed: 1);
        var options = new TrainerOptions { Epochs = 3, LearningRate = 0.01 };
        new Trainer(options).Fit(SequenceObjectives.For(model), rows, rows);

        var exported = OnnxExporter.Export(model);
        VerifiedExport.Demand(exported); // ONNX Runtime gives the same, or there is no file
        exported.File.Save("classifier.onnx");
        // </classify>
        return model.Describe().ToString();
    }

    public static string[] Use()
    {
        // <use>
        using var runtime = SequenceModel.Load("classifier.onnx");
        var answers = runtime.Run(
            NamedTensor.Of("series", new float[2 * 30 * 4], 2, 30, 4), // two rows, padded to 30 steps
            NamedTensor.Of("lengths", [30L, 12L], 2) // of which the second has 12
        );
        var labels = answers.Single(a => a.Name == "label").Strings; // [batch, 1]
        var attention = answers.Single(a => a.Name == "attention").Floats; // [batch, time]: what counted, and how much
        // </use>
        return [.. labels, .. attention.Select(w => $"{w}")];
    }
}
