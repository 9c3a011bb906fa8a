namespace Microsoft.ML.Contract.Tests.Pipelines;

[TestClass]
public sealed class ColumnTransformsTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _data;

    public ColumnTransformsTests() =>
        _data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new Row
                {
                    a = 1,
                    pair = [2, 3],
                    free = [4],
                    whole = 5,
                },
                new Row
                {
                    a = 6,
                    pair = [0, 7],
                    free = [8, 9],
                    whole = 10,
                },
            }
        );

    [TestMethod]
    public void Concatenate_ScalarsAndVectors_NameTheSlotsOfScalars()
    {
        var output = Apply(_ml.Transforms.Concatenate("all", "a", "pair"));
        Assert.AreEqual("Vector<Single, 3>", output.Schema["all"].Type.ToString());
        CollectionAssert.AreEqual(new[] { 6f, 0, 7 }, output.GetColumn<float[]>("all").Last());
        VBuffer<ReadOnlyMemory<char>> names = default;
        output.Schema["all"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "a", "", "" }, names.DenseValues().Select(n => n.ToString()).ToArray());
    }

    [TestMethod]
    public void Concatenate_OfConcatenated_PutsTheColumnBeforeTheSlot()
    {
        var output = Apply(
            _ml.Transforms.Concatenate("all", "a").Append(_ml.Transforms.Concatenate("more", "all", "a"))
        );
        VBuffer<ReadOnlyMemory<char>> names = default;
        output.Schema["more"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "all.a", "a" }, names.DenseValues().Select(n => n.ToString()).ToArray());
    }

    [TestMethod]
    public void Concatenate_UnknownSize_GivesUnknownSize()
    {
        var output = Apply(_ml.Transforms.Concatenate("all", "free", "a"));
        Assert.IsFalse(((VectorDataViewType)output.Schema["all"].Type).IsKnownSize);
        CollectionAssert.AreEqual(new[] { 8f, 9, 6 }, output.GetColumn<float[]>("all").Last());
    }

    [TestMethod]
    public void Concatenate_OtherItemType_Fails()
    {
        var estimator = _ml.Transforms.Concatenate("all", "a", "whole");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(_data).Transform(_data));
        var chain = new EstimatorChain<ITransformer>().Append(estimator);
        Assert.ThrowsExactly<InvalidOperationException>(() => chain.Fit(_data));
    }

    [TestMethod]
    public void Concatenate_MostlySparse_IsSparse()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new SparseRow { a = new VBuffer<float>(4, 1, [1], [3]), b = new VBuffer<float>(4, 0, null, null) },
            }
        );
        var output = _ml.Transforms.Concatenate("ab", "a", "b").Fit(data).Transform(data);
        var vector = output.GetColumn<VBuffer<float>>("ab").Single();
        Assert.IsFalse(vector.IsDense);
        Assert.AreEqual(8, vector.Length);
        Assert.AreEqual(1, vector.GetItemOrDefault(3));
    }

    [TestMethod]
    public void CopyColumns_SameName_HidesTheOldColumnRightBehindIt()
    {
        var output = Apply(_ml.Transforms.CopyColumns("a", "pair"));
        CollectionAssert.AreEqual(
            new[] { "a", "a", "pair", "free", "whole" },
            output.Schema.Select(column => column.Name).ToArray()
        );
        Assert.IsTrue(output.Schema[0].IsHidden);
        CollectionAssert.AreEqual(new[] { 2f, 3 }, output.GetColumn<float[]>("a").First());
    }

    [TestMethod]
    public void SelectColumns_Names_GiveTheOrder()
    {
        var output = Apply(_ml.Transforms.SelectColumns("whole", "a"));
        CollectionAssert.AreEqual(new[] { "whole", "a" }, output.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 6 }, output.GetColumn<float>("a").ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Apply(_ml.Transforms.SelectColumns("none")));
    }

    [TestMethod]
    public void DropColumns_Rest_Stays()
    {
        var output = Apply(_ml.Transforms.DropColumns("pair", "free"));
        CollectionAssert.AreEqual(new[] { "a", "whole" }, output.Schema.Select(column => column.Name).ToArray());
    }

    [TestMethod]
    public void Transforms_SavedAndLoaded_GiveTheSame()
    {
        var chain = _ml
            .Transforms.Concatenate("all", "a", "pair")
            .Append(_ml.Transforms.CopyColumns("copy", "all"))
            .Append(_ml.Transforms.DropColumns("whole"))
            .Append(_ml.Transforms.SelectColumns("copy", "a"));
        var model = chain.Fit(_data);
        using var file = new MemoryStream();
        _ml.Model.Save(model, _data.Schema, file);
        var loaded = new MLContext().Model.Load(file, out var schema);
        Assert.AreEqual("Vector<Single, 2>", schema["pair"].Type.ToString());
        var output = loaded.Transform(_data);
        CollectionAssert.AreEqual(new[] { "copy", "a" }, output.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 6f, 0, 7 }, output.GetColumn<float[]>("copy").Last());
    }

    private IDataView Apply<T>(IEstimator<T> estimator)
        where T : ITransformer => estimator.Fit(_data).Transform(_data);

    public sealed class Row
    {
        public float a { get; set; }

        [VectorType(2)]
        public float[] pair { get; set; }

        public float[] free { get; set; }

        public int whole { get; set; }
    }

    public sealed class SparseRow
    {
        [VectorType(4)]
        public VBuffer<float> a { get; set; }

        [VectorType(4)]
        public VBuffer<float> b { get; set; }
    }
}
