namespace Microsoft.ML.Contract.Tests.Evaluators;

[TestClass]
public sealed class CrossValidateTests
{
    private readonly MLContext _ml = new(seed: 3);

    [TestMethod]
    public void CrossValidate_Folds_ScoreEachRowOnceByAModelThatHasNotSeenIt()
    {
        var seen = new List<float[]>();
        var results = _ml.Regression.CrossValidate(Data(), new MeanEstimator(_ml, seen), numberOfFolds: 3);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, results.Select(result => result.Fold).ToArray());
        foreach (var result in results)
        {
            var held = Labels(result.ScoredHoldOutSet);
            CollectionAssert.AreEqual(
                Labels(Data()).Except(held).ToArray(),
                seen[result.Fold],
                "the others were trained on"
            );
            Assert.AreEqual(
                held.Average(label => Math.Abs(label - seen[result.Fold].Average())),
                result.Metrics.MeanAbsoluteError,
                1e-5
            );
            Assert.IsNotNull(result.Model.GetOutputSchema(Data().Schema).GetColumnOrNull("Score"));
        }
        CollectionAssert.AreEquivalent(
            Labels(Data()),
            results.SelectMany(result => Labels(result.ScoredHoldOutSet)).ToArray()
        );
    }

    [TestMethod]
    public void CrossValidate_SeedOfTheContext_GivesTheSameFoldsAsASplit()
    {
        var held = _ml
            .Regression.CrossValidate(Data(), new MeanEstimator(_ml, []), numberOfFolds: 2)
            .Select(result => Labels(result.ScoredHoldOutSet))
            .ToArray();
        var split = _ml.Data.CrossValidationSplit(Data(), numberOfFolds: 2);
        CollectionAssert.AreEqual(Labels(split[0].TestSet), held[0]);
        CollectionAssert.AreEqual(Labels(split[1].TestSet), held[1]);
        Assert.AreEqual("0 4 5 6 7 10 11 13 15 18", string.Join(' ', held[0]));
    }

    [TestMethod]
    public void CrossValidate_SamplingKey_KeepsEqualValuesTogether()
    {
        var results = _ml.Regression.CrossValidate(
            Data(),
            new MeanEstimator(_ml, []),
            numberOfFolds: 2,
            samplingKeyColumnName: "Group"
        );
        CollectionAssert.AreEqual(
            Labels(Data()).Where(label => label % 2 == 0).ToArray(),
            Labels(results[0].ScoredHoldOutSet)
        );
    }

    [TestMethod]
    public void CrossValidate_PartsOfAChainForTrainingOnly_ScoreToo()
    {
        var chain = new MeanEstimator(_ml, []).Append(
            _ml.Transforms.CopyColumns("InTraining", "Label"),
            TransformerScope.Training
        );
        var result = _ml.Regression.CrossValidate(Data(), chain, numberOfFolds: 2)[0];
        Assert.IsNotNull(result.ScoredHoldOutSet.Schema.GetColumnOrNull("InTraining"));
        Assert.IsNull(result.Model.Transform(Data()).Schema.GetColumnOrNull("InTraining"));
    }

    [TestMethod]
    public void CrossValidate_EveryTask_GivesItsMetrics()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new BinaryRow(i % 2 == 0, i % 5 - 2, 0.5f));
        var binary = _ml.Data.LoadFromEnumerable(rows);
        var copy = _ml.Transforms.CopyColumns("Copy", "Score");
        foreach (var fold in _ml.BinaryClassification.CrossValidate(binary, copy, numberOfFolds: 2))
            Assert.AreEqual(1, fold.Metrics.LogLoss);
        foreach (var fold in _ml.BinaryClassification.CrossValidateNonCalibrated(binary, copy, numberOfFolds: 2))
            Assert.IsInRange(0.2, 0.8, fold.Metrics.Accuracy);

        var many = Enumerable.Range(0, 40).Select(i => new MulticlassRow(i % 3, i % 2, 0.5f, 0.25f));
        var multiclass = _ml.Data.LoadFromEnumerable(many);
        foreach (var fold in _ml.MulticlassClassification.CrossValidate(multiclass, copy, numberOfFolds: 2))
            Assert.AreEqual(3, fold.Metrics.ConfusionMatrix.NumberOfClasses);
    }

    [TestMethod]
    public void CrossValidate_BadArguments_AreRefused()
    {
        var copy = _ml.Transforms.CopyColumns("Copy", "Label");
        Refusals.AssertOutOfRange(
            "Must be more than 1",
            "numFolds",
            () => _ml.Regression.CrossValidate(Data(), copy, numberOfFolds: 1)
        );
        Refusals.AssertOutOfRange(
            "labelColumnName cannot be null or empty",
            "labelColumnName",
            () => _ml.Regression.CrossValidate(Data(), copy, labelColumnName: "")
        );
        Refusals.AssertOutOfRange(
            "Could not find SamplingKeyColumn column 'x'",
            "samplingKeyColumn",
            () => _ml.Regression.CrossValidate(Data(), copy, samplingKeyColumnName: "x")
        );
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.CrossValidate(Data(), null));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.CrossValidate(null, copy));
    }

    private IDataView Data() =>
        _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row { Label = i, Group = i % 2 }));

    private static float[] Labels(IDataView data) => data.GetColumn<float>("Label").ToArray();

    private sealed class Row
    {
        public float Label { get; set; }

        public float Group { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    /// <summary>Predicts the mean of the labels that it was fitted to, and notes them.</summary>
    private sealed class MeanEstimator(MLContext ml, List<float[]> seen) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            seen.Add(Labels(input));
            var mean = seen[^1].Average();
            return ml.Transforms.CustomMapping<Row, Scored>((_, scored) => scored.Score = mean, null).Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
            ml.Transforms.CustomMapping<Row, Scored>((_, _) => { }, null).GetOutputSchema(inputSchema);
    }
}
