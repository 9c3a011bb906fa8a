namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class CreateEnumerableTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void CreateEnumerable_ReuseRowObject_HandsOutOneObject()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        Assert.AreEqual(1, _ml.Data.CreateEnumerable<Window>(data, reuseRowObject: true).Distinct().Count());
        Assert.AreEqual(3, _ml.Data.CreateEnumerable<Window>(data, reuseRowObject: false).Distinct().Count());
    }

    [TestMethod]
    public void CreateEnumerable_MissingColumn_IsOutOfRangeUnlessIgnored()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Data.CreateEnumerable<Prediction>(data, reuseRowObject: false)
        );
        StringAssert.Contains(error.Message, "Could not find  column 'y'");
        var rows = _ml.Data.CreateEnumerable<Prediction>(data, reuseRowObject: false, ignoreMissingColumns: true);
        Assert.IsNull(rows.First().y);
    }

    [TestMethod]
    public void CreateEnumerable_OtherType_CannotBind()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        var error = Assert.ThrowsExactly<InvalidOperationException>(() =>
            _ml.Data.CreateEnumerable<Scalar>(data, reuseRowObject: false)
        );
        Assert.AreEqual(
            "Can't bind the IDataView column 'x' of type 'Vector<Single, 3>' to field or property 'x' of type 'System.Single'.",
            error.Message
        );
    }

    [TestMethod]
    public void CreateEnumerable_OutputClass_MayHaveReadOnlyMembers()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        Assert.AreEqual(6f, _ml.Data.CreateEnumerable<WithSum>(data, reuseRowObject: false).First().Sum);
    }

    public sealed class Scalar
    {
        public float x { get; set; }
    }

    public sealed class WithSum
    {
        public float[] x { get; set; }

        public float Sum => x.Sum();
    }
}
