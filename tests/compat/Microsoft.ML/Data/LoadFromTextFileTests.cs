namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class LoadFromTextFileTests
{
    private readonly MLContext _ml = new();
    private readonly string _file = Path.GetTempFileName();

    [TestCleanup]
    public void DeleteFile() => File.Delete(_file);

    [TestMethod]
    public void LoadFromTextFile_ClassAndHeader_ReadsByIndex()
    {
        Write("day,births,mood", "2020-01-01,9.5,good", "2020-01-02,-3,bad");
        var rows = Read(',', hasHeader: true);
        Assert.HasCount(2, rows);
        Assert.AreEqual(9.5f, rows[0].Births);
        Assert.AreEqual("bad", rows[1].Mood);
    }

    [TestMethod]
    public void LoadFromTextFile_CommentsAndEmptyLines_ArePassedOver()
    {
        Write("# at the top", "// anywhere", "a,1,b", "", "// here too", "#c,2,d");
        CollectionAssert.AreEqual(new[] { 1f, 2 }, Read(',').Select(row => row.Births).ToArray());
    }

    [TestMethod]
    public void LoadFromTextFile_EmptyAndMissingFields_AreDefaults()
    {
        Write("a,,", "a");
        var rows = Read(',');
        Assert.IsTrue(rows.All(row => row.Births == 0 && row.Mood == ""));
    }

    [TestMethod]
    public void LoadFromTextFile_NoNumber_IsNaNAndNoted()
    {
        Write("a,x,b", "a,?,b", "a,5 kg,b");
        var notes = new List<string>();
        _ml.Log += (_, message) =>
        {
            Assert.AreNotEqual(ChannelMessageKind.Warning, message.Kind);
            if (message.Kind == ChannelMessageKind.Info)
                notes.Add(message.RawMessage);
        };
        Assert.IsTrue(Read(',').All(row => float.IsNaN(row.Births)));
        CollectionAssert.AreEqual(
            new[]
            {
                "  Bad value at line 1 in column Births",
                "  Bad value at line 3 in column Births",
                "Processed 3 rows with 2 bad values and 0 format errors",
            },
            notes
        );
    }

    [TestMethod]
    public void LoadFromTextFile_ManyBadValues_AreNotedTenTimes()
    {
        Write(Enumerable.Repeat("a,x,b", 20).ToArray());
        var notes = new List<string>();
        _ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Info)
                notes.Add(message.RawMessage);
        };
        Assert.HasCount(20, Read(','));
        Assert.HasCount(12, notes);
        Assert.AreEqual("  Suppressing further bad value messages", notes[10]);
    }

    [TestMethod]
    public void LoadFromTextFile_NoInteger_Fails()
    {
        Write("1", "two");
        var data = _ml.Data.LoadFromTextFile(_file, [new TextLoader.Column("n", DataKind.Int32, 0)]);
        Assert.Throws<Exception>(() => data.GetColumn<int>("n").ToArray());
    }

    [TestMethod]
    public void LoadFromTextFile_Quotes_HoldSeparators()
    {
        Write("a,1,\"x, \"\"y\"\"\"", "a,2, plain ");
        var rows = Read(',', quoting: true);
        Assert.AreEqual("x, \"y\"", rows[0].Mood);
        Assert.AreEqual("plain ", rows[1].Mood);
        Assert.AreEqual("\"x", Read(',')[0].Mood);
    }

    [TestMethod]
    public void LoadFromTextFile_Columns_MakeVectorsOfRanges()
    {
        Write("1 2 3 4", "5 6 7 8");
        var data = _ml.Data.LoadFromTextFile(
            _file,
            [
                new TextLoader.Column("pair", DataKind.Single, 0, 1),
                new TextLoader.Column("picked", DataKind.Double, [new TextLoader.Range(3), new TextLoader.Range(0)]),
                new TextLoader.Column("key", DataKind.UInt32, [new TextLoader.Range(0)], new KeyCount(5)),
            ],
            separatorChar: ' '
        );
        Assert.AreEqual("Vector<Single, 2>", data.Schema["pair"].Type.ToString());
        CollectionAssert.AreEqual(new[] { 5f, 6 }, data.GetColumn<float[]>("pair").Last());
        CollectionAssert.AreEqual(new[] { 8.0, 5 }, data.GetColumn<double[]>("picked").Last());
        // A key counts from 1, and what is beyond its count is missing.
        CollectionAssert.AreEqual(new uint[] { 2, 0 }, data.GetColumn<uint>("key").ToArray());
    }

    [TestMethod]
    public void LoadFromTextFile_Options_TakeSlotNamesFromTheHeader()
    {
        Write("id;width;height", "1;2,5;3");
        var options = new TextLoader.Options
        {
            HasHeader = true,
            Separators = [';'],
            DecimalMarker = ',',
            Columns = [new TextLoader.Column("size", DataKind.Single, [new TextLoader.Range(1, null)])],
        };
        var data = _ml.Data.LoadFromTextFile(_file, options);
        VBuffer<ReadOnlyMemory<char>> names = default;
        data.Schema["size"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "width", "height" }, names.DenseValues().Select(n => n.ToString()).ToArray());
        CollectionAssert.AreEqual(new[] { 2.5f, 3 }, data.GetColumn<float[]>("size").Single());
    }

    [TestMethod]
    public void LoadFromTextFile_MissingRealsAsNaNs_TurnsEmptyFieldsIntoNaN()
    {
        Write("1,,3");
        var options = new TextLoader.Options
        {
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [new TextLoader.Column("x", DataKind.Single, 0, 2)],
        };
        CollectionAssert.AreEqual(
            new[] { 1, float.NaN, 3 },
            _ml.Data.LoadFromTextFile(_file, options).GetColumn<float[]>("x").Single()
        );
    }

    [TestMethod]
    public void LoadFromTextFile_ReadMultilines_KeepsLineBreaksInQuotes()
    {
        Write("a,1,\"first", "second\"", "b,2,x");
        var options = new TextLoader.Options
        {
            Separators = [','],
            AllowQuoting = true,
            ReadMultilines = true,
        };
        var rows = _ml
            .Data.CreateEnumerable<Day>(_ml.Data.LoadFromTextFile<Day>(_file, options), reuseRowObject: false)
            .ToArray();
        Assert.AreEqual("first\nsecond", rows[0].Mood);
        Assert.AreEqual(2f, rows[1].Births);
    }

    [TestMethod]
    public void LoadFromTextFile_MemberWithoutLoadColumn_IsInvalid()
    {
        Write("1");
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.LoadFromTextFile<Window>(_file));
    }

    [TestMethod]
    public void LoadFromTextFile_NoFile_IsOutOfRange() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromTextFile<Day>(_file + ".none"));

    private void Write(params string[] lines) => File.WriteAllLines(_file, lines);

    private Day[] Read(char separator, bool hasHeader = false, bool quoting = false)
    {
        var data = _ml.Data.LoadFromTextFile<Day>(_file, separator, hasHeader, quoting);
        return _ml.Data.CreateEnumerable<Day>(data, reuseRowObject: false).ToArray();
    }

    public sealed class Day
    {
        [LoadColumn(1)]
        public float Births { get; set; }

        [LoadColumn(2), ColumnName("mood")]
        public string Mood { get; set; }
    }
}
