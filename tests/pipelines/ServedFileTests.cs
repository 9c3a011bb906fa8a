using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Compression;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Every file of the zoo and a few exports, through ML.NET's own ApplyOnnxModel and through ScoreSequences.</summary>
[TestClass]
public sealed class ServedFileTests : IDisposable
{
    private const int Time = 20;

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    public static IEnumerable<object[]> ZooFiles =>
        Directory
            .GetFiles(Path.Combine(Repository.Root, "onnx-models/zoo"), "*.onnx")
            .Select(path => new object[] { Path.GetFileNameWithoutExtension(path) });

    [TestMethod]
    [DynamicData(nameof(ZooFiles))]
    public void Transform_ZooFile_GivesWhatTheModelGives(string name) => Serves(Open(name));

    [TestMethod]
    [DataRow("births-lstm", WeightFormat.Float16)]
    [DataRow("births-lstm", WeightFormat.Int8)]
    [DataRow("sum-sign-classifier", WeightFormat.Float16)]
    [DataRow("sum-sign-classifier", WeightFormat.Int8)]
    public void Transform_OtherWeights_GivesWhatTheModelGives(string name, WeightFormat format)
    {
        var file = Open(name);
        var batch = RandomBatches.Of(file, rows: 9, Time);
        Serves(CompressedModel.Create(file, format, [batch], "random rows", tolerance: 1));
    }

    [TestMethod]
    [DataRow("segments of several targets")]
    [DataRow("recursive")]
    [DataRow("missing values")]
    [DataRow("calendar and quantiles")]
    public void Transform_Forecaster_GivesWhatTheModelGives(string kind)
    {
        using var model = SampleForecasters.Create(kind);
        Serves(OnnxExporter.Export(model).File);
    }

    [TestMethod]
    [DataRow("classifier", 13)]
    [DataRow("classifier", 20)]
    [DataRow("tagger", 13)]
    public void Transform_OtherOpset_GivesWhatTheModelGives(string kind, int opset)
    {
        using var model = SampleModels.Create(kind);
        Serves(OnnxExporter.Export(model, new ExportOptions { Opset = opset }).File);
    }

    [TestMethod]
    public void Transform_LabeledClassifier_NamesItsProbabilities()
    {
        var path = Save(Open("sum-sign-classifier"));
        var view = View(ModelFile.Open(path), [RandomBatches.Of(ModelFile.Open(path), 1, Time)]);
        using var stock = ml.Transforms.ApplyOnnxModel(path).Fit(view);
        using var ours = ml.Transforms.ScoreSequences(path).Fit(view);

        foreach (var schema in new[] { stock.GetOutputSchema(view.Schema), ours.GetOutputSchema(view.Schema) })
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            schema["probabilities"].GetSlotNames(ref names);
            Assert.AreEqual("negative positive", string.Join(' ', names.DenseValues()));
        }
    }

    [TestMethod]
    public void Transform_Texts_GivesWhatApplyOnnxModelGives()
    {
        var graph = new GraphBuilder("lengths of words");
        graph.UseDomain("ai.onnx.ml", 2);
        var word = graph.AddInput("word", ElementType.String, "batch", 1);
        NodeAttribute[] known =
        [
            NodeAttribute.Of("keys_strings", ["one", "three"]),
            NodeAttribute.Of("values_int64s", [3L, 5]),
            NodeAttribute.Of("default_int64", -1),
        ];
        var letters = graph.AddNode("LabelEncoder", [word], 1, known, "ai.onnx.ml")[0];
        graph.AddOutput("letters", letters, ElementType.Int64, "batch", 1);
        graph.AddOutput("echo", graph.Identity(word), ElementType.String, "batch", 1);
        var path = Save(graph.Build());
        var view = ml.Data.LoadFromEnumerable(
            new[] { "three", "", "one", "Über", "one" }.Select(text => new Word { Text = text })
        );
        using var stock = ml.Transforms.ApplyOnnxModel(path).Fit(view);
        using var ours = ml.Transforms.ScoreSequences(path).Fit(view);

        Assert.AreEqual("5 three, -1 , 3 one, -1 Über, 3 one", Text(stock.Transform(view)));
        Assert.AreEqual("5 three, -1 , 3 one, -1 Über, 3 one", Text(ours.Transform(view)));

        string Text(IDataView scored) =>
            string.Join(
                ", ",
                ml.Data.CreateEnumerable<Letters>(scored, reuseRowObject: false)
                    .Select(row => $"{row.Count.Single()} {row.Echo.Single()}")
            );
    }

    private static ModelFile Open(string name) =>
        ModelFile.Open(Path.Combine(Repository.Root, "onnx-models/zoo", name + ".onnx"));

    private string Save(ModelFile file)
    {
        file.Save(folder["model.onnx"]);
        return folder["model.onnx"];
    }

    // Rows of two lengths, where the model takes sequences; optional inputs have no column.
    private void Serves(ModelFile file)
    {
        var path = Save(file);
        NamedTensor[][] batches = [RandomBatches.Of(file, 5, Time), RandomBatches.Of(file, 4, Time - 8)];
        var view = View(file, batches);
        using var model = SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu });
        var expected = batches
            .SelectMany(batch =>
            {
                var answers = model.Run(batch);
                return Enumerable
                    .Range(0, (int)batch[0].Shape[0])
                    .Select(row => answers.Select(answer => RandomBatches.Row(answer, row)).ToArray());
            })
            .ToArray();

        using var stock = ml.Transforms.ApplyOnnxModel(path).Fit(view);
        using var ours = ml.Transforms.ScoreSequences(path).Fit(view);
        var (theirs, found) = (stock.Transform(view), ours.Transform(view));

        CollectionAssert.AreEqual(
            theirs.Schema.Select(c => $"{c.Name}: {c.Type}").ToArray(),
            found.Schema.Take(theirs.Schema.Count).Select(c => $"{c.Name}: {c.Type}").ToArray()
        );
        // One row a run, a plain recurrent layer sums in another order; a search does in every batch of another size.
        var searches = file.Uses("Loop");
        Compare(expected, Rows(theirs), file.Uses("RNN") || searches ? 1e-5f : 0, "ApplyOnnxModel");
        Compare(expected, Rows(found), searches ? 1e-5f : 0, "ScoreSequences");
    }

    // Columns as large as the model says, or of variable size where it takes sequences; those that it lacks are left out.
    private IDataView View(ModelFile file, NamedTensor[][] batches)
    {
        var rows = batches.SelectMany(batch =>
            Enumerable.Range(0, (int)batch[0].Shape[0]).Select(row => Inputs.Of(batch, row))
        );
        var definition = SchemaDefinition.Create(typeof(Inputs));
        foreach (var input in file.Inputs.Where(input => input.Shape.Skip(1).All(dim => dim.Value is not null)))
        {
            if (input.ElementType == ElementType.String)
                continue; // a scalar text
            var size = (int)input.Shape.Skip(1).Aggregate(1L, (product, dim) => product * dim.Value!.Value);
            definition[input.Name].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        }
        var view = ml.Data.LoadFromEnumerable(rows, definition);
        return ml.Transforms.SelectColumns([.. file.Inputs.Select(input => input.Name)]).Fit(view).Transform(view);
    }

    private Answers[] Rows(IDataView scored) =>
        [.. ml.Data.CreateEnumerable<Answers>(scored, reuseRowObject: false, ignoreMissingColumns: true)];

    private static void Compare(NamedTensor[][] expected, Answers[] found, float tolerance, string what)
    {
        Assert.HasCount(expected.Length, found);
        for (var row = 0; row < found.Length; row++)
            foreach (var answer in expected[row])
            {
                var place = $"{what}, {answer.Name}, row {row}";
                var values = found[row].Of(answer.Name);
                if (tolerance == 0 || answer.ElementType != ElementType.Float)
                {
                    CollectionAssert.AreEqual(answer.Data, values, place);
                    continue;
                }
                var largest = answer.Floats.Max(MathF.Abs);
                foreach (var (one, other) in answer.Floats.Zip((float[])values))
                    Assert.AreEqual(one, other, tolerance * largest, place);
            }
    }

    private sealed class Word
    {
        [ColumnName("word")]
        public string Text { get; set; } = "";
    }

    private sealed class Letters
    {
        [ColumnName("letters")]
        public long[] Count { get; set; } = [];

        [ColumnName("echo")]
        public string[] Echo { get; set; } = [];
    }
}
