using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class TensorIndexingTests
{
    private static Tensor Grid() => arange(12, dtype: ScalarType.Float32).reshape(3, 4);

    [TestMethod]
    public void Index_Numbers_PicksOneElement_NegativeFromTheEnd()
    {
        using var t = Grid();
        Assert.AreEqual(6f, t[1, 2].item<float>());
        Assert.AreEqual(11f, t[-1, -1].item<float>());
        CollectionAssert.AreEqual(new[] { 4f, 5f, 6f, 7f }, t[1].data<float>().ToArray());
    }

    [TestMethod]
    public void Index_Slices_AreViews()
    {
        using var t = Grid();
        using var part = t[TensorIndex.Slice(1, 3), TensorIndex.Slice(null, null, 2)];
        CollectionAssert.AreEqual(new[] { 4f, 6f, 8f, 10f }, part.data<float>().ToArray());
        part[0, 0] = 99f;
        Assert.AreEqual(99f, t[1, 0].item<float>());
    }

    [TestMethod]
    public void Index_RangesAndEllipsis_WorkTogether()
    {
        using var t = arange(24).reshape(2, 3, 4);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, t[TensorIndex.Ellipsis, 0].shape);
        CollectionAssert.AreEqual(new long[] { 2, 1, 4 }, t[TensorIndex.Colon, 1..2].shape);
        CollectionAssert.AreEqual(new long[] { 2, 2, 4 }, t[TensorIndex.Colon, ..^1].shape);
        CollectionAssert.AreEqual(new long[] { 1, 2, 3, 4 }, t[TensorIndex.None].shape);
    }

    [TestMethod]
    public void Index_ByTensor_Gathers()
    {
        using var t = Grid();
        using var rows = tensor(new long[] { 2, 0 });
        CollectionAssert.AreEqual(
            new[] { 9f, 1f },
            t[TensorIndex.Tensor(rows), TensorIndex.Single(1)].data<float>().ToArray()
        );
        CollectionAssert.AreEqual(new long[] { 2, 4 }, t[rows].shape);
        using var columns = tensor(new long[] { 3, 1 });
        CollectionAssert.AreEqual(new[] { 11f, 1f }, t[rows, columns].data<float>().ToArray());
        CollectionAssert.AreEqual(
            new[] { 3f, 1f, 7f, 5f, 11f, 9f },
            t[TensorIndex.Colon, TensorIndex.Tensor(columns)].data<float>().ToArray()
        );
    }

    [TestMethod]
    public void Index_ByMask_PicksWhereTrue()
    {
        using var t = Grid();
        using var mask = t > 9;
        CollectionAssert.AreEqual(new[] { 10f, 11f }, t[mask].data<float>().ToArray());
    }

    [TestMethod]
    public void Index_OutOfRange_ThrowsExternalException()
    {
        using var t = Grid();
        var error = Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => t[3]);
        StringAssert.Contains(error.Message, "out of range");
    }

    [TestMethod]
    public void SetIndex_NumberSliceTensorAndMask_ChangeTheTensor()
    {
        using var t = Grid();
        t[0, 0] = 100f;
        t[1] = zeros(4);
        t[TensorIndex.Colon, 3] = -1f;
        using (var mask = t > 50)
            t[mask] = 7f;
        CollectionAssert.AreEqual(
            new[] { 7f, 1f, 2f, -1f, 0f, 0f, 0f, -1f, 8f, 9f, 10f, -1f },
            t.data<float>().ToArray()
        );
        using var rows = tensor(new long[] { 0, 2 });
        t.index_put_(tensor(5f), rows);
        Assert.AreEqual(40f, t[rows].sum().item<float>());
    }

    [TestMethod]
    public void IndexPut_Accumulating_AddsRepeats()
    {
        using var t = zeros(3);
        using var where = tensor(new long[] { 1, 1, 2 });
        t.index_put_(ones(3), new[] { where }, accumulate: true);
        CollectionAssert.AreEqual(new[] { 0f, 2f, 1f }, t.data<float>().ToArray());
    }

    [TestMethod]
    public void Select_Narrow_Slice_IndexSelect_Gather_Agree()
    {
        using var t = Grid();
        CollectionAssert.AreEqual(new[] { 1f, 5f, 9f }, t.select(1, 1).data<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 4f, 5f, 6f, 7f }, t.narrow(0, 1, 1).data<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 0f, 2f }, t.slice(1, 0, 4, 2)[0].data<float>().ToArray());
        using var order = tensor(new long[] { 2, 0 });
        CollectionAssert.AreEqual(
            new[] { 8f, 0f },
            t.index_select(0, order)[TensorIndex.Colon, 0].data<float>().ToArray()
        );
        using var picks = tensor(new long[] { 3, 0, 1 }).unsqueeze(1);
        CollectionAssert.AreEqual(new[] { 3f, 4f, 9f }, t.gather(1, picks).data<float>().ToArray());
    }

    [TestMethod]
    public void ScatterAdd_AndScatter_PutWhereTheIndexSays()
    {
        using var index = tensor(new long[] { 0, 2, 0 });
        CollectionAssert.AreEqual(
            new[] { 2f, 0f, 1f },
            zeros(3).scatter_add(0, index, ones(3)).data<float>().ToArray()
        );
        CollectionAssert.AreEqual(
            new[] { 3f, 0f, 2f },
            zeros(3).scatter_(0, index, tensor(new[] { 1f, 2f, 3f })).data<float>().ToArray()
        );
    }

    [TestMethod]
    public void MaskedFill_Where_Nonzero_FollowTheMask()
    {
        using var t = tensor(new[] { 1f, -2f, 3f });
        using var mask = t < 0;
        CollectionAssert.AreEqual(new[] { 1f, 0f, 3f }, t.masked_fill(mask, 0).data<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 0f, -2f, 0f }, where(mask, t, zeros(3)).data<float>().ToArray());
        CollectionAssert.AreEqual(new long[] { 0, 2 }, (t > 0).nonzero().flatten().data<long>().ToArray());
        CollectionAssert.AreEqual(new[] { -2f }, t.masked_select(mask).data<float>().ToArray());
    }
}
