namespace Microsoft.ML.Contract.Tests.Models;

/// <summary>A transformer and an estimator that know public members alone.</summary>
[TestClass]
public sealed class OutsideTransformerTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _data;

    public OutsideTransformerTests() => _data = _ml.Data.LoadFromEnumerable(Samples.Many(10));

    [TestMethod]
    public void Transform_BatchesOfFour_RunTheModelThreeTimesForTenRows()
    {
        using var scorer = new BatchedScorer(_ml, Samples.Model("linear"), batch: 4);
        var rows = _ml.Data.CreateEnumerable<Scored>(scorer.Transform(_data), reuseRowObject: false).ToArray();
        Assert.AreEqual(3, scorer.Runs);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 10).Select(i => 14f * i + 0.125f).ToArray(),
            rows.Select(row => row.Score).ToArray()
        );
        CollectionAssert.AreEqual(new[] { false, true }, rows.Take(2).Select(row => row.PredictedLabel).ToArray());
    }

    [TestMethod]
    public void Fit_InsideAChain_TakesPartAsTheOwnTransformersDo()
    {
        using var scorer = new BatchedScorer(_ml, Samples.Model("linear"));
        var chain = _ml
            .Transforms.CustomMapping<Window, Window>((i, o) => o.x = [2 * i.x[0], 2 * i.x[1], 2 * i.x[2]], null)
            .Append(new Estimator(_ml, scorer))
            .Append(_ml.Transforms.CopyColumns("final", "Score"))
            .Append(_ml.Transforms.DropColumns("y"));
        var model = chain.Fit(_data);
        var output = model.Transform(_data);
        Assert.AreEqual(28.125f, output.GetColumn<float>("final").ElementAt(1));

        using var engine = _ml.Model.CreatePredictionEngine<Window, Final>(model);
        Assert.AreEqual(28.125f, engine.Predict(new Window { x = [1, 2, 3] }).final);
        Assert.AreEqual(56.125f, engine.Predict(new Window { x = [2, 4, 6] }).final);
    }

    [TestMethod]
    public void CustomMapping_GetOutputSchema_LendsColumnsToShapes()
    {
        // The constructor of a shape's column is not public: a mapping that never runs makes the columns.
        var input = _ml
            .Transforms.CustomMapping<Nothing, Window>((_, _) => { }, null)
            .GetOutputSchema(new SchemaShape([]));
        var shape = new Estimator(_ml, null).GetOutputSchema(input);
        CollectionAssert.AreEqual(
            new[] { "x", "y", "Score", "PredictedLabel" },
            shape.Select(column => column.Name).ToArray()
        );
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, shape[2].Kind);
    }

    private sealed class Estimator(MLContext ml, BatchedScorer scorer) : IEstimator<BatchedScorer>
    {
        public BatchedScorer Fit(IDataView input) => scorer;

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
            ml.Transforms.CustomMapping<Window, Scored>((_, _) => { }, null).GetOutputSchema(inputSchema);
    }

    public sealed class Nothing { }

    public sealed class Scored
    {
        [VectorType(2)]
        public float[] y { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }

    public sealed class Final
    {
        public float final { get; set; }
    }
}
