using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class LargeVocabularyTests : IDisposable
{
    private const int Words = 1_000_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Export_MillionWords_OpensAndScores()
    {
        var texts = Enumerable
            .Range(0, Words / 10)
            .Select(i => string.Join(' ', Enumerable.Range(10 * i, 10).Select(Word)));
        var featurizer = TextFeaturizer.Fit(texts, new TextOptions());
        Assert.AreEqual(Words + 4, featurizer.Vocabulary.Count);
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.Gru, Hidden = 4 },
                Vocabulary = featurizer.Vocabulary.Count,
                Embedding = 2,
                Classes = 2,
            }
        );
        var exported = OnnxExporter.Export(model, new ExportOptions { Text = featurizer });
        var parity = VerifiedExport.Demand(exported);
        var card = SequenceCard.Write("large", model, exported, parity, new TrainerOptions());
        var path = folder["large.onnx"];
        exported.File.WithCard(card).Save(path);
        Assert.IsLessThan(80_000_000, new FileInfo(path).Length);

        using var runtime = SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu });
        var read = TextFeaturizer.Of(runtime.Card!)!;
        var text = $"{Word(0)} unknown {Word(Words - 1)}";
        CollectionAssert.AreEqual(featurizer.Ids(text), read.Ids(text));
        var answer = runtime.Run(NamedTensor.Of("text", [text, ""], 2, 1)).Single(a => a.Name == "probabilities");
        CollectionAssert.AreEqual(new long[] { 2, 2 }, answer.Shape);
    }

    private static string Word(int number) => FormattableString.Invariant($"word{number}");
}
