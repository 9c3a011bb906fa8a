namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class SchemaTests
{
    [TestMethod]
    public void DataViewSchema_SameName_HidesTheEarlierColumn()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("a", NumberDataViewType.Single);
        builder.AddColumn("b", TextDataViewType.Instance);
        builder.AddColumn("a", NumberDataViewType.Double);
        var schema = builder.ToSchema();
        Assert.IsTrue(schema[0].IsHidden);
        Assert.AreEqual(2, schema["a"].Index);
        Assert.IsNull(schema.GetColumnOrNull("c"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema["c"]);
        Assert.ThrowsExactly<ArgumentNullException>(() => schema[""]);
        Assert.AreEqual("3 columns", schema.ToString());
    }

    [TestMethod]
    public void Annotations_Builder_ChecksTypes()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("n", NumberDataViewType.Int32, 7);
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddPrimitiveValue("n", NumberDataViewType.Int32, 7L));
        var annotations = builder.ToAnnotations();
        var value = 0;
        annotations.GetValue("n", ref value);
        Assert.AreEqual(7, value);
        long wrong = 0;
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("n", ref wrong));
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("none", ref value));
        Assert.AreEqual(0, DataViewSchema.Annotations.Empty.Schema.Count);
    }

    [TestMethod]
    public void VectorDataViewType_Equality_GoesByItemAndDimensions()
    {
        var flat = new VectorDataViewType(NumberDataViewType.Single, 6);
        var matrix = new VectorDataViewType(NumberDataViewType.Single, 2, 3);
        Assert.AreEqual(6, matrix.Size);
        Assert.IsFalse(flat.Equals(matrix));
        Assert.IsTrue(matrix.Equals(new VectorDataViewType(NumberDataViewType.Single, 2, 3)));
        Assert.AreEqual("Vector<Single, 2, *>", new VectorDataViewType(NumberDataViewType.Single, 2, 0).ToString());
        Assert.IsFalse(new VectorDataViewType(NumberDataViewType.Single).IsKnownSize);
        Assert.AreEqual(typeof(VBuffer<float>), flat.RawType);
    }

    [TestMethod]
    public void KeyDataViewType_Count_MustFit()
    {
        Assert.AreEqual("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
    }

    [TestMethod]
    public void SchemaShape_ColumnsOfAnEstimator_TellKindAndItem()
    {
        var ml = new MLContext();
        var shape = ml
            .Transforms.CustomMapping<Empty, Window>((_, _) => { }, null)
            .GetOutputSchema(new SchemaShape([]));
        Assert.AreEqual("x", shape[0].Name);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, shape[0].Kind);
        Assert.AreEqual(NumberDataViewType.Single, shape[0].ItemType);
        Assert.IsFalse(shape[0].IsKey);
    }

    [TestMethod]
    public void DataViewRowId_ToString_IsHexadecimal()
    {
        Assert.AreEqual("00000000000000020000000000000001", new DataViewRowId(1, 2).ToString());
        Assert.IsTrue(new DataViewRowId(1, 2).Equals(new DataViewRowId(1, 2)));
        Assert.AreNotEqual(new DataViewRowId(1, 2).Next(), new DataViewRowId(1, 2).Fork());
        Assert.AreEqual(-1, Math.Sign(new DataViewRowId(9, 1).CompareTo(new DataViewRowId(0, 2))));
    }

    public sealed class Empty { }
}
