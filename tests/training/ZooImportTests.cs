using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Every committed model can be read back, but for a translator.</summary>
[TestClass]
public sealed class ZooImportTests
{
    [TestMethod]
    public void Read_EveryFileOfTheZoo_IsAModelOfItsTask()
    {
        var tasks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, "onnx-models", "zoo"), "*.onnx"))
        {
            var file = ModelFile.Open(path);
            if (file.Card!.Task == ModelCard.TranslationTask)
            {
                // It searches by itself; whoever trains on has its checkpoint.
                Assert.Contains(
                    "can not be read back",
                    Assert.ThrowsExactly<InvalidInputException>(() => OnnxImporter.Read(file)).Message
                );
                continue;
            }
            using var model = OnnxImporter.Read(file);
            Assert.AreEqual(file.Card.Architecture.Parameters, model.parameters().Sum(p => p.numel()), path);
            CollectionAssert.AreEqual(
                file.Operators.ToArray(),
                OnnxExporter
                    .Graph(model, new ExportOptions { Opset = (int)file.Opset, Stateful = IsStateful(file) })
                    .Operators.ToArray(),
                path
            );
            tasks.Add(file.Card.Task, model.GetType().Name);
        }
        Assert.AreEqual(
            $"classification {nameof(SequenceClassifier)}, decoding {nameof(SequenceDecoder)}, forecast {nameof(Forecaster)}, "
                + $"language-model {nameof(LanguageModel)}, regression {nameof(SequenceRegressor)}, tagging {nameof(SequenceTagger)}",
            string.Join(", ", tasks.Select(task => $"{task.Key} {task.Value}"))
        );
    }

    private static bool IsStateful(ModelFile file) => file.Inputs.Any(input => input.Name == "h_in");
}
