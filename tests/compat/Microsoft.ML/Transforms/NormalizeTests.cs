using System.Collections.Immutable;

namespace Microsoft.ML.Contract.Tests.Transforms;

[TestClass]
public sealed class NormalizeTests
{
    private static readonly float[] s_odd = [0.1f, 0.7f, -2.3f, 5.5f, 3];

    private readonly MLContext _ml = new();

    [TestMethod]
    public void NormalizeMinMax_Default_KeepsZeroAndDividesByTheLargestMagnitude() =>
        AssertNormalized(["0.1", "0.5", "-1"], _ml.Transforms.NormalizeMinMax("y", "x"), 0.4f, 2, -4);

    [TestMethod]
    public void NormalizeMinMax_ZeroNotFixed_GoesFromZeroToOne() =>
        AssertNormalized(["0.5", "1", "0"], _ml.Transforms.NormalizeMinMax("y", "x", fixZero: false), 0, 2, -2);

    /// <summary>Floats by division into 1 and multiplication: the largest need not become 1.</summary>
    [TestMethod]
    public void NormalizeMinMax_OddNumbers_AreTheSameToTheLastBit()
    {
        AssertNormalized(
            ["0.01818182", "0.12727273", "-0.41818184", "1", "0.54545456"],
            _ml.Transforms.NormalizeMinMax("y", "x"),
            s_odd
        );
        AssertNormalized(
            ["0.30769226", "0.38461536", "0", "0.99999994", "0.67948717"],
            _ml.Transforms.NormalizeMinMax("y", "x", fixZero: false),
            s_odd
        );
        AssertNormalized(
            ["0.30769230365106576", "0.3846153793250315", "0", "1", "0.6794871775277894"],
            _ml.Transforms.NormalizeMinMax("y", "wide", fixZero: false),
            s_odd
        );
    }

    [TestMethod]
    public void NormalizeMeanVariance_Default_KeepsZeroAndDividesByTheRootMeanSquare() =>
        AssertNormalized(
            ["1.3416407", "0.4472136", "-0.4472136", "-1.3416407"],
            _ml.Transforms.NormalizeMeanVariance("y", "x"),
            3,
            1,
            -1,
            -3
        );

    [TestMethod]
    public void NormalizeMeanVariance_ZeroNotFixed_HasMeanZeroAndVarianceOne() =>
        AssertNormalized(
            ["-1", "1", "1", "-1"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", fixZero: false),
            3,
            7,
            7,
            3
        );

    [TestMethod]
    public void NormalizeMeanVariance_OddNumbers_AreTheSameToTheLastBit()
    {
        AssertNormalized(
            ["0.03331853", "0.2332297", "-0.7663261", "1.832519", "0.9995558"],
            _ml.Transforms.NormalizeMeanVariance("y", "x"),
            s_odd
        );
        AssertNormalized(
            ["-0.48967782", "-0.26367268", "-1.3936983", "1.5443685", "0.6026804"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", fixZero: false),
            s_odd
        );
        AssertNormalized(
            [
                "-0.4896777925273114",
                "-0.2636726636025419",
                "-1.3936983110328385",
                "1.5443684126987998",
                "0.602680354463892",
            ],
            _ml.Transforms.NormalizeMeanVariance("y", "wide", fixZero: false),
            s_odd
        );
    }

    /// <summary>Whatever fixZero says.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void NormalizeMeanVariance_Cdf_GivesThePlaceInTheNormalDistribution(bool fixZero)
    {
        AssertNormalized(
            ["0.3121943", "0.39601862", "0.081720054", "0.9387552", "0.72661793"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", fixZero: fixZero, useCdf: true),
            s_odd
        );
        AssertNormalized(
            [
                "0.3121942795631054",
                "0.396018614509941",
                "0.08172006302235008",
                "0.9387552369757104",
                "0.7266178965723553",
            ],
            _ml.Transforms.NormalizeMeanVariance("y", "wide", fixZero: fixZero, useCdf: true),
            s_odd
        );
    }

    [TestMethod]
    public void Normalize_NaNAndInfinity_StayWhatTheyAreButForCdf()
    {
        float[] numbers = [1, float.NaN, 3];
        AssertNormalized(["0", "NaN", "1"], _ml.Transforms.NormalizeMinMax("y", "x", fixZero: false), numbers);
        AssertNormalized(["-1", "NaN", "1"], _ml.Transforms.NormalizeMeanVariance("y", "x", fixZero: false), numbers);
        AssertNormalized(
            ["0.15869737", "0", "0.84130263"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", useCdf: true),
            numbers
        );
        float[] endless = [1, float.PositiveInfinity, 3];
        AssertNormalized(["0", "NaN", "0"], _ml.Transforms.NormalizeMinMax("y", "x"), endless);
        AssertNormalized(
            ["-1", "Infinity", "1"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", fixZero: false),
            endless
        );
        AssertNormalized(
            ["0.15869737", "0", "0.84130263"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", useCdf: true),
            endless
        );
    }

    [TestMethod]
    public void Normalize_ConstantColumn_BecomesZero()
    {
        foreach (var estimator in All())
        {
            var model = estimator.Fit(Rows(5, 5, 5));
            CollectionAssert.AreEqual(new[] { "0", "0" }, model.Transform(Rows(5, 7)).Texts("y"));
        }
    }

    [TestMethod]
    public void Normalize_NoRows_MakesZeroOfEverything()
    {
        foreach (var estimator in All())
            CollectionAssert.AreEqual(new[] { "0" }, estimator.Fit(Rows()).Transform(Rows(3)).Texts("y"));
    }

    [TestMethod]
    public void Normalize_MaximumExampleCount_LooksAtThatManyRows()
    {
        AssertNormalized(
            ["0.5", "1", "50"],
            _ml.Transforms.NormalizeMinMax("y", "x", maximumExampleCount: 2),
            1,
            2,
            100
        );
        AssertNormalized(
            ["-1", "1", "97"],
            _ml.Transforms.NormalizeMeanVariance("y", "x", maximumExampleCount: 2, fixZero: false),
            1,
            3,
            99
        );
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Transforms.NormalizeMinMax("y", "x", maximumExampleCount: 1)
        );
    }

    [TestMethod]
    public void Normalize_Vectors_NormalizeEachSlotForItself()
    {
        var data = Vectors([1, 10, 0, 4], [3, 30, 0, 4]);
        CollectionAssert.AreEqual(
            new[] { "[0.33333334, 0.33333334, 0, 0]", "[1, 1, 0, 0]" },
            _ml.Transforms.NormalizeMinMax("y", "v").Apply(data).Texts("y")
        );
        CollectionAssert.AreEqual(
            new[] { "[4:]", "[1, 1, 0, 0]" },
            _ml.Transforms.NormalizeMinMax("y", "v", fixZero: false).Apply(data).Texts("y")
        );
        CollectionAssert.AreEqual(
            new[] { "[-1, -1, 0, 0]", "[1, 1, 0, 0]" },
            _ml.Transforms.NormalizeMeanVariance("y", "v", fixZero: false).Apply(data).Texts("y")
        );
    }

    /// <summary>What a sparse vector leaves out counts as zero, but is no place in a distribution.</summary>
    [TestMethod]
    public void Normalize_SparseVectors_CountZerosAndStaySparseWhereZeroStays()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Row { v = new VBuffer<float>(4, 1, [4], [1]) },
                new Row { v = new VBuffer<float>(4, 1, [2], [1]) },
                new Row { v = new VBuffer<float>(4, 0, [], []) },
            }
        );
        CollectionAssert.AreEqual(
            new[] { "[4: 1=1]", "[4: 1=0.5]", "[4:]" },
            _ml.Transforms.NormalizeMinMax("y", "v").Apply(data).Texts("y")
        );
        CollectionAssert.AreEqual(
            new[] { "[4: 1=1.2247448]", "[4:]", "[4: 1=-1.2247448]" },
            _ml.Transforms.NormalizeMeanVariance("y", "v", fixZero: false).Apply(data).Texts("y")
        );
        CollectionAssert.AreEqual(
            new[] { "[4: 1=0.8896309]", "[4: 1=0.5]", "[4:]" },
            _ml.Transforms.NormalizeMeanVariance("y", "v", useCdf: true).Apply(data).Texts("y")
        );
    }

    [TestMethod]
    public void Normalize_Schema_HasTheInputsTypeAndSaysThatItIsNormalized()
    {
        var data = _ml.Transforms.Concatenate("all", "x", "more").Apply(Rows(1, 2));
        foreach (var estimator in All("all"))
        {
            var column = estimator.Apply(data).Schema["y"];
            Assert.AreEqual("Vector<Single, 2> IsNormalized=True SlotNames=[x, more]", column.Describe());
            Assert.IsTrue(column.IsNormalized());
            Assert.AreEqual(
                "Scalar Single IsNormalized=(Scalar Boolean)",
                All().First().Promise<Numbers, NormalizingTransformer>(_ml, "y")
            );
        }
        Assert.AreEqual(
            "Double IsNormalized=True",
            _ml.Transforms.NormalizeMinMax("wide").Apply(data).Schema["wide"].Describe()
        );
    }

    [TestMethod]
    public void Normalize_Pairs_NormalizeSeveralColumns()
    {
        var pairs = new[] { new InputOutputColumnPair("x"), new InputOutputColumnPair("y", "wide") };
        var output = _ml.Transforms.NormalizeMinMax(pairs, fixZero: false).Apply(Rows(1, 2, 3));
        CollectionAssert.AreEqual(new[] { "0", "0.5", "1" }, output.Texts("x"));
        CollectionAssert.AreEqual(new[] { "0", "0.5", "1" }, output.Texts("y"));
        output = _ml.Transforms.NormalizeMeanVariance(pairs, fixZero: false).Apply(Rows(1, 3));
        CollectionAssert.AreEqual(new[] { "-1", "1" }, output.Texts("x"));
    }

    [TestMethod]
    public void Normalize_OtherTypes_AreOutOfRange()
    {
        foreach (var column in new[] { "text", "whole", "free", "none" })
        foreach (var estimator in All(column))
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows(1)), column);
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => new EstimatorChain<ITransformer>().Append(estimator).Fit(Rows(1)),
                column
            );
        }
        var model = _ml.Transforms.NormalizeMinMax("y", "x").Fit(Rows(1));
        var whole = _ml.Transforms.CopyColumns("x", "whole").Apply(Rows(1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(whole));
    }

    [TestMethod]
    public void GetNormalizerModelParameters_Affine_AreScaleAndOffset()
    {
        var pairs = new[] { new InputOutputColumnPair("x"), new InputOutputColumnPair("v") };
        var data = Vectors([2, 1, 0, 0], [6, 3, 0, 0]);
        var model = _ml.Transforms.NormalizeMinMax(pairs, fixZero: false).Fit(data);
        var scalar = (NormalizingTransformer.AffineNormalizerModelParameters<float>)
            model.GetNormalizerModelParameters(0);
        Assert.AreEqual((0.25f, 2f), (scalar.Scale, scalar.Offset));
        var vector = Affine(model.GetNormalizerModelParameters(1));
        CollectionAssert.AreEqual(new[] { 0.25f, 0.5f, 0, 0 }, vector.Scale.ToArray());
        CollectionAssert.AreEqual(new[] { 2f, 1, 0, 0 }, vector.Offset.ToArray());
        vector = Affine(_ml.Transforms.NormalizeMinMax("v").Fit(data).GetNormalizerModelParameters(0));
        Assert.IsTrue(vector.Offset.IsEmpty, "no offset where zero is fixed");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.GetNormalizerModelParameters(2));
    }

    [TestMethod]
    public void GetNormalizerModelParameters_Cdf_AreMeanAndDeviation()
    {
        var model = _ml.Transforms.NormalizeMeanVariance("wide", useCdf: true).Fit(Rows(2, 6));
        var parameters = (NormalizingTransformer.CdfNormalizerModelParameters<double>)
            model.GetNormalizerModelParameters(0);
        Assert.AreEqual((4, 2, false), (parameters.Mean, parameters.StandardDeviation, parameters.UseLog));
    }

    private static NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>> Affine(
        NormalizingTransformer.NormalizerModelParametersBase parameters
    ) => (NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>)parameters;

    private IEnumerable<NormalizingEstimator> All(string input = "x") =>
        [
            _ml.Transforms.NormalizeMinMax("y", input),
            _ml.Transforms.NormalizeMinMax("y", input, fixZero: false),
            _ml.Transforms.NormalizeMeanVariance("y", input),
            _ml.Transforms.NormalizeMeanVariance("y", input, fixZero: false),
            _ml.Transforms.NormalizeMeanVariance("y", input, useCdf: true),
        ];

    private void AssertNormalized(string[] expected, NormalizingEstimator estimator, params float[] numbers) =>
        CollectionAssert.AreEqual(expected, estimator.Apply(Rows(numbers)).Texts("y"));

    private IDataView Rows(params float[] numbers) =>
        _ml.Data.LoadFromEnumerable(numbers.Select(x => new Numbers { x = x, wide = x }));

    private IDataView Vectors(params float[][] vectors) =>
        _ml.Data.LoadFromEnumerable(vectors.Select(v => new Row { x = v[0], v = new VBuffer<float>(v.Length, v) }));

    public sealed class Numbers
    {
        public float x { get; set; }

        public double wide { get; set; }

        public float more { get; set; }

        public int whole { get; set; }

        public string text { get; set; }

        public float[] free { get; set; }
    }

    public sealed class Row
    {
        public float x { get; set; }

        [VectorType(4)]
        public VBuffer<float> v { get; set; }
    }
}
