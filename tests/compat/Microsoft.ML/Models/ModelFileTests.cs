using System.IO.Compression;

namespace Microsoft.ML.Contract.Tests.Models;

[TestClass]
public sealed class ModelFileTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _data;

    public ModelFileTests() => _data = _ml.Data.LoadFromEnumerable(Samples.Windows);

    [TestMethod]
    public void Save_OnnxTransformerAlone_PutsTheModelUnderTransformerChain()
    {
        using var model = Linear();
        using var archive = Save(model, out _);
        using var reader = new BinaryReader(archive.GetEntry("TransformerChain/OnnxModel")!.Open());
        var bytes = reader.ReadBytes(reader.ReadInt32());
        CollectionAssert.AreEqual(File.ReadAllBytes(Samples.Model("linear")), bytes);
        Assert.AreEqual(-1, reader.PeekChar());
        Assert.IsNotNull(archive.GetEntry("Schema"));
    }

    [TestMethod]
    public void Save_Chain_NumbersItsMembers()
    {
        using var model = Linear();
        using var archive = Save(new TransformerChain<ITransformer>(Copying("z"), model), out _);
        Assert.IsNotNull(archive.GetEntry("TransformerChain/Transform_001/OnnxModel"));
    }

    [TestMethod]
    public void Load_NestedChains_ComeBackNested()
    {
        using var model = Linear();
        var nested = new TransformerChain<ITransformer>(
            Copying("z"),
            new TransformerChain<ITransformer>(model, Copying("again"))
        );
        using (Save(nested, out var file))
        {
            var loaded = (TransformerChain<ITransformer>)new MLContext().Model.Load(file, out _);
            Assert.IsInstanceOfType<OnnxTransformer>(((IEnumerable<ITransformer>)loaded.LastTransformer).First());
            Samples.AssertEqual(
                Samples.Linear,
                _ml.Data.CreateEnumerable<Prediction>(loaded.Transform(_data), reuseRowObject: false)
            );
            loaded.Dispose();
        }
    }

    [TestMethod]
    public void Save_TransformerThatWritesNothing_Fails()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() =>
            Save(new BatchedScorer(_ml, Samples.Model("linear"), save: SaveMode.Nothing), out _)
        );
        StringAssert.Contains(error.Message, "ModelSignature not specified!");
    }

    [TestMethod]
    public void Save_TransformerThatDelegates_IsLoadedAsTheInnerOne()
    {
        using var scorer = new BatchedScorer(_ml, Samples.Model("linear"));
        using (Save(scorer, out var file))
        {
            var loaded = new MLContext().Model.Load(file, out _);
            using (loaded as IDisposable)
            {
                Assert.IsInstanceOfType<OnnxTransformer>(loaded);
                Samples.AssertEqual(
                    Samples.Linear,
                    _ml.Data.CreateEnumerable<Prediction>(loaded.Transform(_data), reuseRowObject: false)
                );
            }
        }
    }

    [TestMethod]
    public void Load_NoSchemaSaved_GivesNull()
    {
        using var file = new MemoryStream();
        _ml.Model.Save(Copying("z"), null, file);
        Assert.IsInstanceOfType<ColumnCopyingTransformer>(_ml.Model.Load(file, out var schema));
        Assert.IsNull(schema);
    }

    [TestMethod]
    public void Load_Schema_ComesWithTypesAndAnnotations()
    {
        var data = _ml.Transforms.Concatenate("named", "n", "m").Fit(Numbers()).Transform(Numbers());
        using var file = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("copy", "n").Fit(data), data.Schema, file);
        _ml.Model.Load(file, out var schema);
        CollectionAssert.AreEqual(
            data.Schema.Select(column => column.ToString()).ToArray(),
            schema.Select(column => column.ToString()).ToArray()
        );
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["named"].GetSlotNames(ref names);
        Assert.AreEqual("m", names.GetItemOrDefault(1).ToString());
    }

    [TestMethod]
    public void SaveAndLoad_Path_WorkAsTheStreamDoes()
    {
        var path = Path.GetTempFileName();
        _ml.Model.Save(Copying("z"), _data.Schema, path);
        var loaded = _ml.Model.Load(path, out var schema);
        File.Delete(path);
        Assert.AreEqual("x", schema.Single().Name);
        Assert.IsNotNull(loaded.GetOutputSchema(schema).GetColumnOrNull("z"));
    }

    private OnnxTransformer Linear() => _ml.Transforms.ApplyOnnxModel(Samples.Model("linear")).Fit(_data);

    private ColumnCopyingTransformer Copying(string output) => _ml.Transforms.CopyColumns(output, "x").Fit(_data);

    private IDataView Numbers() => _ml.Data.LoadFromEnumerable(new[] { new Number() });

    private ZipArchive Save(ITransformer model, out MemoryStream file)
    {
        file = new MemoryStream();
        _ml.Model.Save(model, _data.Schema, file);
        return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
    }

    public sealed class Number
    {
        public float n { get; set; }

        public float m { get; set; }

        [KeyType(3)]
        public uint key { get; set; }

        public string text { get; set; }
    }
}
