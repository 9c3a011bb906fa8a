namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class LoadFromEnumerableTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void LoadFromEnumerable_Members_BecomeColumnsFieldsFirst()
    {
        var schema = _ml.Data.LoadFromEnumerable(new[] { new Mixed() }).Schema;
        CollectionAssert.AreEqual(
            new[]
            {
                "Weight: Double",
                "text: String",
                "Flag: Boolean",
                "Fixed: Vector<Single, 2, 3>",
                "Free: Vector<Int64>",
                "Words: Vector<String>",
                "Sparse: Vector<Single, 4>",
                "Category: Key<UInt32, 0-2>",
                "Day: DateTime",
            },
            schema.Select(column => column.ToString()).ToArray()
        );
    }

    [TestMethod]
    public void LoadFromEnumerable_Values_ComeBackThroughCreateEnumerable()
    {
        var row = new Mixed
        {
            Name = "x",
            Flag = true,
            Weight = 2.5,
            Fixed = [1, 2, 3, 4, 5, 6],
            Free = [7, 8],
            Words = ["a", null, "c"],
            Sparse = new VBuffer<float>(4, 1, [9], [2]),
            Day = new DateTime(2020, 1, 2),
        };
        var back = RoundTrip(row);
        Assert.AreEqual("x", back.Name);
        Assert.IsTrue(back.Flag);
        Assert.AreEqual(2.5, back.Weight);
        CollectionAssert.AreEqual(row.Fixed, back.Fixed);
        CollectionAssert.AreEqual(row.Free, back.Free);
        CollectionAssert.AreEqual(new[] { "a", "", "c" }, back.Words);
        CollectionAssert.AreEqual(new[] { 0f, 0, 9, 0 }, back.Sparse.DenseValues().ToArray());
        Assert.IsFalse(back.Sparse.IsDense);
        Assert.AreEqual(row.Day, back.Day);
    }

    /// <summary>So a key does not come back as it went in.</summary>
    [TestMethod]
    [DataRow(0u, 1u)]
    [DataRow(2u, 3u)]
    [DataRow(3u, 0u, DisplayName = "beyond the count: missing")]
    public void LoadFromEnumerable_KeyOfAClass_CountsFromZero(uint inClass, uint inColumn) =>
        Assert.AreEqual(inColumn, RoundTrip(new Mixed { Category = inClass }).Category);

    [TestMethod]
    public void LoadFromEnumerable_KeysInAnArray_AreTakenAsTheyAre()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Categories { Many = [0, 1, 3, 4] } });
        CollectionAssert.AreEqual(new uint[] { 0, 1, 3, 4 }, data.GetColumn<uint[]>("Many").Single());
    }

    [TestMethod]
    public void LoadFromEnumerable_ScalarKeyOfUInt16_CanNotBeRead()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Categories() });
        Assert.Throws<Exception>(() => data.GetColumn<ushort>("Short").Count());
    }

    [TestMethod]
    public void LoadFromEnumerable_NullText_IsEmptyText() => Assert.AreEqual("", RoundTrip(new Mixed()).Name);

    [TestMethod]
    public void LoadFromEnumerable_NullArray_IsNullAgain() => Assert.IsNull(RoundTrip(new Mixed()).Free);

    [TestMethod]
    public void LoadFromEnumerable_SchemaDefinition_GoesBeforeTheAttributes()
    {
        var definition = SchemaDefinition.Create(typeof(Window));
        definition["x"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["x"].AddAnnotation("Unit", "kg", TextDataViewType.Instance);
        definition["x"].ColumnName = "renamed";
        var column = _ml.Data.LoadFromEnumerable(Samples.Windows, definition).Schema["renamed"];
        Assert.AreEqual("Vector<Single, 2>", column.Type.ToString());
        ReadOnlyMemory<char> unit = default;
        column.Annotations.GetValue("Unit", ref unit);
        Assert.AreEqual("kg", unit.ToString());
    }

    [TestMethod]
    public void LoadFromEnumerable_SchemaDefinitionOfAnotherType_IsOutOfRange()
    {
        var definition = SchemaDefinition.Create(typeof(Window));
        definition["x"].ColumnType = NumberDataViewType.Single;
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Data.LoadFromEnumerable(Samples.Windows, definition)
        );
    }

    [TestMethod]
    public void LoadFromEnumerable_MemberOfUnknownType_IsOutOfRangeUnlessNoColumn()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(new[] { new Odd() }));
        Assert.AreEqual(1, _ml.Data.LoadFromEnumerable(new[] { new OddHidden() }).Schema.Count);
    }

    [TestMethod]
    public void LoadFromEnumerable_NullAmongTheRows_FailsWhenRead()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new Window[]
            {
                new() { x = [1, 2, 3] },
                null,
            }
        );
        Assert.ThrowsExactly<InvalidOperationException>(() => data.GetColumn<float[]>("x").Count());
    }

    [TestMethod]
    public void LoadFromEnumerable_RowCount_IsKnownForCollectionsOnly()
    {
        Assert.AreEqual(3, _ml.Data.LoadFromEnumerable(Samples.Windows).GetRowCount());
        Assert.IsNull(_ml.Data.LoadFromEnumerable(Samples.Many(5)).GetRowCount());
    }

    [TestMethod]
    public void LoadFromEnumerable_View_NeitherShufflesNorSplits()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        Assert.IsFalse(data.CanShuffle);
        var cursors = data.GetRowCursorSet(data.Schema, 4);
        Assert.HasCount(1, cursors);
        cursors[0].Dispose();
    }

    [TestMethod]
    public void GetRowCursor_Positions_CountFromMinusOneAndBack()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var cursor = data.GetRowCursor(data.Schema);
        var positions = new List<long> { cursor.Position };
        while (cursor.MoveNext())
            positions.Add(cursor.Position);
        positions.Add(cursor.Position);
        CollectionAssert.AreEqual(new long[] { -1, 0, 1, 2, -1 }, positions);
    }

    [TestMethod]
    public void GetGetter_WrongType_IsInvalid()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(data.Schema["x"]));
    }

    [TestMethod]
    public void LoadFromEnumerable_Schema_GivesTypesAndAnnotations()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("x", new VectorDataViewType(NumberDataViewType.Single, 3));
        var data = _ml.Data.LoadFromEnumerable(new[] { new FreeWindow { x = [1, 2, 3] } }, builder.ToSchema());
        Assert.AreEqual("Vector<Single, 3>", data.Schema["x"].Type.ToString());
    }

    private Mixed RoundTrip(Mixed row) =>
        _ml.Data.CreateEnumerable<Mixed>(_ml.Data.LoadFromEnumerable(new[] { row }), reuseRowObject: false).Single();

    public sealed class Mixed
    {
        [ColumnName("text")]
        public string Name { get; set; }

        public bool Flag { get; set; }

        public double Weight;

        [VectorType(2, 3)]
        public float[] Fixed { get; set; }

        public long[] Free { get; set; }

        public string[] Words { get; set; }

        [VectorType(4)]
        public VBuffer<float> Sparse { get; set; }

        [KeyType(3)]
        public uint Category { get; set; }

        public DateTime Day { get; set; }

        [NoColumn]
        public object Ignored { get; set; }
    }

    public sealed class Categories
    {
        [KeyType(3)]
        public uint[] Many { get; set; }

        [KeyType(3)]
        public ushort Short { get; set; }
    }

    public sealed class FreeWindow
    {
        public float[] x { get; set; }
    }

    public sealed class Odd
    {
        public object Thing { get; set; }
    }

    public sealed class OddHidden
    {
        [NoColumn]
        public object Thing { get; set; }

        public float Number { get; set; }
    }
}
