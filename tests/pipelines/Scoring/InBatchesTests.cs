using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Scoring;

/// <summary>What <c>mlContext.Model.Load</c> gives becomes batched again, wherever the ONNX transformer stands.</summary>
[TestClass]
public sealed class InBatchesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    private IDataView Data =>
        ml.Data.LoadFromEnumerable(SampleTexts.Rows(40).Select(row => new Review { Text = row.Text, Stars = 3 }));

    private string ModelFile => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestInitialize]
    public void Save() =>
        RandomTextClassifiers
            .Create(
                TextFeaturizer.Fit(
                    SampleTexts.Rows(60).Select(row => row.Text),
                    new TextOptions(),
                    new VocabularyOptions()
                ),
                ["animal", "color", "food"]
            )
            .Save(ModelFile);

    [TestMethod]
    public void InBatches_ChainInAChain_ScoresAsBeforeItWasSaved()
    {
        var scoring = new ScoreSequencesOptions
        {
            InputColumns = new Dictionary<string, string> { ["text"] = "Clean" },
        };
        var pipeline = ml
            .Transforms.Text.NormalizeText("Clean", "Text")
            .Append(ml.Transforms.CopyColumns("Kept", "Stars").Append(ml.Transforms.ScoreSequences(ModelFile, scoring)))
            .Append(ml.Transforms.CopyColumns("Chances", "probabilities"));
        using var trained = pipeline.Fit(Data);
        var expected = Scores(trained.Transform(Data));
        ml.Model.Save(trained, Data.Schema, folder["chain.zip"]);

        var loaded = ml.Model.Load(folder["chain.zip"], out var schema);
        using var found = ml.Sequences().InBatches(loaded, schema);

        Assert.HasCount(1, found.OfType<ScoreSequencesTransformer>());
        CollectionAssert.AreEqual(expected, Scores(found.Transform(Data)));
        CollectionAssert.Contains(
            found.GetOutputSchema(schema).Select(column => column.Name).ToArray(),
            "PredictedLabel"
        );
    }

    [TestMethod]
    public void InBatches_StockTransformerOfOneOutput_GivesThatOutputOnly()
    {
        var stock = ml.Transforms.ApplyOnnxModel("label", "text", ModelFile).Fit(Texts());
        ml.Model.Save(stock, Texts().Schema, folder["stock.zip"]);
        stock.Dispose();

        var loaded = ml.Model.Load(folder["stock.zip"], out var schema);
        using var found = ml.Sequences().InBatches(loaded, schema);

        CollectionAssert.AreEqual(
            (string[])["text", "label"],
            found.GetOutputSchema(schema).Select(column => column.Name).ToArray()
        );
        Assert.AreEqual(40, found.Transform(Texts()).Preview(maxRows: 100).RowView.Length);
    }

    [TestMethod]
    public void InBatches_SavedAgain_IsAStockModelAgain()
    {
        using (var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(Texts()))
            ml.Model.Save(transformer, Texts().Schema, folder["first.zip"]);
        var loaded = ml.Model.Load(folder["first.zip"], out var schema);
        using (var batched = ml.Sequences().InBatches(loaded, schema))
            ml.Model.Save(batched, schema, folder["second.zip"]);

        var again = ml.Model.Load(folder["second.zip"], out _);
        using var owned = again as IDisposable;
        Assert.HasCount(1, ((IEnumerable<ITransformer>)again).OfType<OnnxTransformer>());
    }

    [TestMethod]
    public void InBatches_ModelWithoutOnnx_SaysSo()
    {
        using var other = new TransformerChain<ITransformer>(ml.Transforms.CopyColumns("Kept", "Stars").Fit(Data));
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ml.Sequences().InBatches(other, Data.Schema));
        StringAssert.StartsWith(error.Message, "Expected a model with an ONNX transformer in it");
    }

    [TestMethod]
    public void ScoreSequences_InputColumnOfNoInput_NamesTheInputs()
    {
        var options = new ScoreSequencesOptions { InputColumns = new Dictionary<string, string> { ["txt"] = "Text" } };
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ml.Transforms.ScoreSequences(ModelFile, options));
        Assert.AreEqual(
            $"Option input-columns: expected inputs of the model '{ModelFile}', 'text', found 'txt'.",
            error.Message
        );
    }

    [TestMethod]
    public void ScoreSequences_PositiveLabelOfThree_SaysWhatThereIs()
    {
        var options = new ScoreSequencesOptions { PositiveLabel = "food" };
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ml.Transforms.ScoreSequences(ModelFile, options));
        StringAssert.Contains(error.Message, "expected one of the two labels of a classifier, found 'food'");
        StringAssert.Contains(error.Message, "animal, color, food");
    }

    [TestMethod]
    public void Fit_DeviceAutoWithoutCuda_SaysItOnceAndScores()
    {
        var messages = new List<string>();
        ml.Log += (_, log) => messages.Add(log.Message);
        var options = new ScoreSequencesOptions
        {
            Session = new Inference.SessionSettings { Device = Inference.Device.Auto },
        };
        for (var times = 0; times < 2; times++)
        {
            using var transformer = ml.Transforms.ScoreSequences(ModelFile, options).Fit(Texts());
            Assert.HasCount(40, Scores(transformer.Transform(Texts())));
            if (transformer.Model.Provider == "CUDA")
                return;
            Assert.IsNotNull(transformer.Model.Fallback);
        }
        Assert.IsLessThan(2, messages.Count(message => message.Contains("No CUDA device", StringComparison.Ordinal)));
    }

    private IDataView Texts()
    {
        var copied = ml.Transforms.CopyColumns("text", "Text").Fit(Data).Transform(Data);
        return ml.Transforms.SelectColumns("text").Fit(copied).Transform(copied);
    }

    private List<string> Scores(IDataView scored) =>
        [
            .. ml
                .Data.CreateEnumerable<Labeled>(scored, reuseRowObject: false)
                .Select(row => $"{row.Label[0]} {string.Join(' ', row.Probabilities)}"),
        ];

    private sealed class Review
    {
        public string Text { get; set; } = "";

        public float Stars { get; set; }
    }

    private sealed class Labeled
    {
        [ColumnName("label")]
        public string[] Label { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }
}
