using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Texts;

/// <summary>A trained classifier fed raw strings, in every way that a C# program can.</summary>
[TestClass]
public sealed class ServedClassifierTests
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly string[] Texts =
    [
        .. SampleTexts.Odd,
        .. SampleTexts.Rows(40, seed: 77).Select(row => row.Text),
    ];
    private static IReadOnlyList<Classification> expected = [];

    private readonly MLContext ml = new(seed: 1);

    private static string Model => Folder["model.onnx"];

    [ClassInitialize]
    public static void Train(TestContext _)
    {
        SampleClassifier.Train(Folder["texts.tsv"]).File.Save(Model);
        using var model = SequenceModel.Load(Model, new SessionSettings { Device = Device.Cpu });
        expected = Classifications.Of(model, Texts);
    }

    [ClassCleanup]
    public static void Clean() => Folder.Dispose();

    [TestMethod]
    public void Run_OneTextAlone_GivesWhatTheBatchGives()
    {
        using var model = SequenceModel.Load(Model, new SessionSettings { Device = Device.Cpu });
        AreExpected([
            .. Texts.Select(text =>
            {
                var outputs = model.Run(NamedTensor.Of("text", [text], 1, 1)).ToDictionary(output => output.Name);
                return new Row
                {
                    Label = (string[])outputs["label"].Data,
                    Probabilities = outputs["probabilities"].Floats,
                };
            }),
        ]);
    }

    [TestMethod]
    public void ScoreSequences_Texts_GivesWhatTheModelGives()
    {
        using var transformer = ml.Transforms.ScoreSequences(Model).Fit(View());
        AreExpected(Rows(transformer.Transform(View())));
    }

    [TestMethod]
    public void ApplyOnnxModel_Texts_GivesWhatTheModelGives()
    {
        using var transformer = ml.Transforms.ApplyOnnxModel(Model).Fit(View());
        AreExpected(Rows(transformer.Transform(View())));
    }

    [TestMethod]
    public void PredictionEngine_Texts_GivesWhatTheModelGives()
    {
        using var transformer = ml.Transforms.ScoreSequences(Model).Fit(View());
        using var engine = ml.Model.CreatePredictionEngine<Asked, Row>(transformer);
        AreExpected([.. Texts.Select(text => engine.Predict(new Asked { Text = text }))]);
    }

    [TestMethod]
    public void SlotNames_OfTheProbabilities_AreTheLabels()
    {
        using var transformer = ml.Transforms.ScoreSequences(Model).Fit(View());
        VBuffer<ReadOnlyMemory<char>> names = default;
        transformer.GetOutputSchema(View().Schema)["probabilities"].GetSlotNames(ref names);
        Assert.AreEqual("animal color food", string.Join(' ', names.DenseValues()));
    }

    private IDataView View() => ml.Data.LoadFromEnumerable(Texts.Select(text => new Asked { Text = text }));

    private Row[] Rows(IDataView scored) => [.. ml.Data.CreateEnumerable<Row>(scored, reuseRowObject: false)];

    private static void AreExpected(Row[] rows)
    {
        Assert.HasCount(expected.Count, rows);
        foreach (var (i, (answer, row)) in expected.Zip(rows).Index())
        {
            Assert.AreEqual(answer.Label, row.Label.Single(), Texts[i]);
            foreach (var (one, other) in answer.Probabilities.Zip(row.Probabilities))
                Assert.AreEqual(one, other, 1e-5f, Texts[i]);
        }
    }

    private sealed class Asked
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class Row
    {
        [ColumnName("label")]
        public string[] Label { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }
}
