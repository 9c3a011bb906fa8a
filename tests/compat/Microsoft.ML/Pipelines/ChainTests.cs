namespace Microsoft.ML.Contract.Tests.Pipelines;

[TestClass]
public sealed class ChainTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _data;

    public ChainTests() => _data = _ml.Data.LoadFromEnumerable(Samples.Windows);

    [TestMethod]
    public void Append_Transformers_AreEnumeratedInOrder()
    {
        var model = _ml.Transforms.CopyColumns("a", "x").Append(_ml.Transforms.CopyColumns("b", "a")).Fit(_data);
        Assert.HasCount(2, model.ToArray());
        Assert.AreSame(model.Last(), model.LastTransformer);
        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, model.Transform(_data).GetColumn<float[]>("b").First());
    }

    [TestMethod]
    public void Fit_MistakeInTheChain_ShowsBeforeAnythingIsFitted()
    {
        var fitted = 0;
        var first = _ml.Transforms.CopyColumns("a", "x").WithOnFitDelegate(_ => fitted++);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            first.Append(_ml.Transforms.CopyColumns("c", "none")).Fit(_data)
        );
        Assert.AreEqual(0, fitted);
        first.Append(_ml.Transforms.CopyColumns("c", "a")).Fit(_data);
        Assert.AreEqual(1, fitted);
    }

    [TestMethod]
    public void Transform_Scope_LeavesOutMembers()
    {
        var model = new EstimatorChain<ITransformer>()
            .Append(_ml.Transforms.CopyColumns("always", "x"))
            .Append(_ml.Transforms.CopyColumns("training", "x"), TransformerScope.TrainTest)
            .Fit(_data);
        Assert.IsNull(model.Transform(_data).Schema.GetColumnOrNull("training"));
        Assert.IsNotNull(model.Transform(_data, TransformerScope.Training).Schema.GetColumnOrNull("training"));
    }

    [TestMethod]
    public void AppendCacheCheckpoint_LaterEstimators_ReadFromMemory()
    {
        var calls = 0;
        var chain = _ml
            .Transforms.CustomMapping<Window, Marked>((_, _) => Interlocked.Increment(ref calls), null)
            .AppendCacheCheckpoint(_ml)
            .Append(new ReadsTwice(_ml));
        chain.Fit(_data);
        Assert.AreEqual(3, calls);
        Assert.ThrowsExactly<InvalidOperationException>(() =>
            new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml)
        );
    }

    [TestMethod]
    public void Append_TransformerToTransformer_MakesAChain()
    {
        ITransformer first = _ml.Transforms.CopyColumns("a", "x").Fit(_data);
        var second = _ml.Transforms.CopyColumns("b", "a").Fit(first.Transform(_data));
        var chain = first.Append(second);
        Assert.AreSame(second, chain.LastTransformer);
        Assert.IsNotNull(chain.GetOutputSchema(_data.Schema).GetColumnOrNull("b"));
    }

    [TestMethod]
    public void Preview_Estimator_ShowsWhatItMakes()
    {
        var preview = _ml.Transforms.CopyColumns("a", "x").Preview(_data);
        Assert.AreEqual("2 columns, 3 rows", preview.ToString());
    }

    public sealed class Marked
    {
        public float mark { get; set; }
    }

    private sealed class ReadsTwice(MLContext ml) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            Assert.HasCount(3, input.GetColumn<float>("mark").ToArray());
            Assert.HasCount(3, input.GetColumn<float>("mark").ToArray());
            return ml.Transforms.CopyColumns("copy", "mark").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
            ml.Transforms.CopyColumns("copy", "mark").GetOutputSchema(inputSchema);
    }
}
