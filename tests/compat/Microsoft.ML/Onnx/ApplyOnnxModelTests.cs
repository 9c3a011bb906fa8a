namespace Microsoft.ML.Contract.Tests.Onnx;

[TestClass]
public sealed class ApplyOnnxModelTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ApplyOnnxModel_File_ScoresRowByRow()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var model = _ml.Transforms.ApplyOnnxModel(Samples.Model("linear")).Fit(data);
        var scored = model.Transform(data);
        Samples.AssertEqual(Samples.Linear, _ml.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 1, 2), scored.Schema["y"].Type);
    }

    [TestMethod]
    public void ApplyOnnxModel_ManyRows_KeepsTheirOrder()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Many(2000));
        using var model = _ml.Transforms.ApplyOnnxModel("y", "x", Samples.Model("linear")).Fit(data);
        var first = model.Transform(data).GetColumn<float[]>("y").Select(y => y[0]).ToArray();
        CollectionAssert.AreEqual(Enumerable.Range(0, 2000).Select(i => 14f * i + 0.125f).ToArray(), first);
    }

    [TestMethod]
    public void ApplyOnnxModel_PredictionEngine_AgreesWithTheBatchPath()
    {
        using var engine = Fit("linear", Samples.Windows).Engine<Window, Prediction>(_ml);
        Samples.AssertEqual(Samples.Linear, Samples.Windows.Select(engine.Predict));
    }

    [TestMethod]
    public void ApplyOnnxModel_SavedAndLoaded_ScoresTheSame()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var model = Fit("linear", Samples.Windows);
        using var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);

        var other = new MLContext();
        var loaded = other.Model.Load(file, out var schema);
        using (loaded as IDisposable)
        {
            Assert.AreEqual(data.Schema["x"].Type, schema["x"].Type);
            Samples.AssertEqual(
                Samples.Linear,
                other.Data.CreateEnumerable<Prediction>(loaded.Transform(data), reuseRowObject: false)
            );
        }
    }

    [TestMethod]
    public void ApplyOnnxModel_Stream_ScoresAsFromTheFile()
    {
        using var stream = File.OpenRead(Samples.Model("linear"));
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var model = _ml.Transforms.ApplyOnnxModel(["y"], ["x"], stream).Fit(data);
        Samples.AssertEqual(
            Samples.Linear,
            _ml.Data.CreateEnumerable<Prediction>(model.Transform(data), reuseRowObject: false)
        );
    }

    [TestMethod]
    public void ApplyOnnxModel_SeveralInputsAndOutputs_DropsTheSuffixOutput()
    {
        using var engine = Fit(
                "two_in_two_out",
                new[]
                {
                    new TwoIn { x = [1, 2, 3], ids = [4, 5] },
                }
            )
            .Engine<TwoIn, TwoOut>(_ml);
        var result = engine.Predict(new TwoIn { x = [1, 2, 3], ids = [4, 5] });
        // A [batch] output is a vector of one.
        CollectionAssert.AreEqual(new[] { 6f }, result.total);
        CollectionAssert.AreEqual(new long[] { 8, 10 }, result.doubled);
    }

    [TestMethod]
    public void ApplyOnnxModel_Text_ArrivesAsOneByOne()
    {
        using var engine = Fit("colors", new[] { new Color { color = "red" } }).Engine<Color, NamedColor>(_ml);
        var known = engine.Predict(new Color { color = "blue" });
        CollectionAssert.AreEqual(new long[] { 2 }, known.id);
        CollectionAssert.AreEqual(new[] { "BLUE" }, known.name);
        CollectionAssert.AreEqual(new[] { "?" }, engine.Predict(new Color { color = null }).name);
    }

    [TestMethod]
    public void ApplyOnnxModel_UnknownLength_TakesVariableVectors()
    {
        using var engine = Fit("any_length", new[] { new Series { x = [1] } }).Engine<Series, DoubledSeries>(_ml);
        CollectionAssert.AreEqual(new[] { 2f, 4, 6 }, engine.Predict(new Series { x = [1, 2, 3] }).y);
        CollectionAssert.AreEqual(new[] { 8f }, engine.Predict(new Series { x = [4] }).y);
    }

    [TestMethod]
    public void ApplyOnnxModel_UnknownLengthAndColumnOfKnownSize_FailsWhenRead()
    {
        using var engine = Fit("any_length", Samples.Windows).Engine<Window, DoubledSeries>(_ml);
        Assert.ThrowsExactly<ArgumentException>(() => engine.Predict(Samples.Windows[0]));
    }

    [TestMethod]
    public void ApplyOnnxModel_ShapeDictionary_FixesTheLength()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        var shapes = new Dictionary<string, int[]> { ["x"] = [1, 3], ["y"] = [1, 3] };
        using var model = _ml.Transforms.ApplyOnnxModel(Samples.Model("any_length"), shapes).Fit(data);
        var scored = model.Transform(data);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 1, 3), scored.Schema["y"].Type);
        CollectionAssert.AreEqual(new[] { 2f, 4, 6 }, scored.GetColumn<float[]>("y").First());
    }

    private OnnxTransformer Fit<T>(string model, IEnumerable<T> rows)
        where T : class => _ml.Transforms.ApplyOnnxModel(Samples.Model(model)).Fit(_ml.Data.LoadFromEnumerable(rows));

    public sealed class TwoIn
    {
        [VectorType(3)]
        public float[] x;

        [VectorType(2)]
        public long[] ids;
    }

    public sealed class TwoOut
    {
        public float[] total { get; set; }

        public long[] doubled { get; set; }
    }

    public sealed class Color
    {
        public string color { get; set; }
    }

    public sealed class NamedColor
    {
        public long[] id { get; set; }

        public string[] name { get; set; }
    }

    public sealed class Series
    {
        public float[] x { get; set; }
    }

    public sealed class DoubledSeries
    {
        public float[] y { get; set; }
    }
}
