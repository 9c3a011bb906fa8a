namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class VBufferTests
{
    private static readonly VBuffer<float> s_sparse = new(5, 2, [7, 8], [1, 3]);

    [TestMethod]
    public void VBuffer_Sparse_FillsWithDefaults()
    {
        Assert.IsFalse(s_sparse.IsDense);
        CollectionAssert.AreEqual(new[] { 0f, 7, 0, 8, 0 }, s_sparse.DenseValues().ToArray());
        CollectionAssert.AreEqual(new[] { 1, 3 }, s_sparse.Items().Select(item => item.Key).ToArray());
        CollectionAssert.AreEqual(
            new[] { 0, 1, 2, 3, 4 },
            s_sparse.Items(all: true).Select(item => item.Key).ToArray()
        );
        Assert.AreEqual(8, s_sparse.GetItemOrDefault(3));
        Assert.AreEqual(0, s_sparse.GetItemOrDefault(4));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_sparse.GetItemOrDefault(5));
        Assert.AreEqual("Sparse vector of size 5, 2 explicit values", s_sparse.ToString());
    }

    [TestMethod]
    public void CopyTo_Span_TakesADefault()
    {
        var values = new float[7];
        s_sparse.CopyTo(values, 1, -1);
        CollectionAssert.AreEqual(new[] { 0f, -1, 7, -1, 8, -1, 0 }, values);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_sparse.CopyTo(new float[4]));
    }

    [TestMethod]
    public void CopyTo_Range_StaysSparse()
    {
        VBuffer<float> part = default;
        s_sparse.CopyTo(ref part, 2, 3);
        Assert.IsFalse(part.IsDense);
        CollectionAssert.AreEqual(new[] { 0f, 8, 0 }, part.DenseValues().ToArray());
    }

    [TestMethod]
    public void CopyToDense_Sparse_BecomesDense()
    {
        VBuffer<float> dense = default;
        s_sparse.CopyToDense(ref dense);
        Assert.IsTrue(dense.IsDense);
        CollectionAssert.AreEqual(new[] { 0f, 7, 0, 8, 0 }, dense.GetValues().ToArray());
        Assert.AreEqual("Dense vector of size 5", dense.ToString());
    }

    [TestMethod]
    public void VBufferEditor_LargeEnough_UsesTheArraysAgain()
    {
        var buffer = new VBuffer<float>(3, [1, 2, 3]);
        var smaller = VBufferEditor.Create(ref buffer, 2);
        Assert.IsFalse(smaller.CreatedNewValues);
        Assert.AreEqual(1, smaller.Values[0]);
        var larger = VBufferEditor.Create(ref buffer, 4, keepOldOnResize: true);
        Assert.IsTrue(larger.CreatedNewValues);
        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 0 }, larger.Commit().DenseValues().ToArray());
    }

    [TestMethod]
    public void VBufferEditor_Sparse_CommitsAndTruncates()
    {
        VBuffer<float> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 10, 3);
        editor.Indices[0] = 2;
        editor.Values[0] = 5;
        var truncated = editor.CommitTruncated(1);
        Assert.AreEqual(10, truncated.Length);
        Assert.AreEqual(5, truncated.GetItemOrDefault(2));
        Assert.AreEqual(1, truncated.GetValues().Length);
    }
}
