using System.IO.Compression;

namespace Microsoft.ML.Contract.Tests.Models;

[TestClass]
public sealed class ModelWithLoaderTests
{
    private readonly MLContext _ml = new();
    private readonly string _data = Path.GetTempFileName();

    public ModelWithLoaderTests() => File.WriteAllText(_data, "mood,births\ngood,1\nbad,3\n");

    [TestCleanup]
    public void Delete() => File.Delete(_data);

    [TestMethod]
    public void LoadWithDataLoader_GivesBackLoaderAndTransformer()
    {
        var model = Fit(out var loader);
        using var file = new MemoryStream();
        _ml.Model.Save(model, loader, file);
        var loaded = new MLContext().Model.LoadWithDataLoader(file, out var loadedLoader);
        Assert.IsInstanceOfType<ValueToKeyMappingTransformer>(loaded);
        Assert.IsInstanceOfType<TextLoader>(loadedLoader);
        var output = loaded.Transform(loadedLoader.Load(_data));
        CollectionAssert.AreEqual(new uint[] { 1, 2 }, output.GetColumn<uint>("key").ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 3 }, output.GetColumn<float>("births").ToArray());
    }

    [TestMethod]
    public void Load_SavedWithALoader_GivesTheLoadersSchema()
    {
        var model = Fit(out var loader);
        var path = Path.GetTempFileName();
        _ml.Model.Save(model, loader, path);
        Assert.IsInstanceOfType<ValueToKeyMappingTransformer>(_ml.Model.Load(path, out var schema));
        _ml.Model.LoadWithDataLoader(path, out var loadedLoader);
        File.Delete(path);
        CollectionAssert.AreEqual(new[] { "mood: String", "births: Single" }, Columns(schema));
        CollectionAssert.AreEqual(Columns(schema), Columns(loadedLoader.GetOutputSchema()));
    }

    [TestMethod]
    public void Save_WithALoader_PutsBothAtTheRoot()
    {
        var model = Fit(out var loader);
        using var file = new MemoryStream();
        _ml.Model.Save(model, loader, file);
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var folder in new[] { "", "Loader/", "TransformerChain/", "TransformerChain/Transform_000/" })
            Assert.IsNotNull(archive.GetEntry($"{folder}Model.key"), folder);
        Assert.IsNull(archive.GetEntry("Schema"));
    }

    [TestMethod]
    public void Save_LoaderWithoutModel_GivesAnEmptyChain()
    {
        Fit(out var loader);
        using var file = new MemoryStream();
        _ml.Model.Save(null, loader, file);
        var loaded = (IEnumerable<ITransformer>)_ml.Model.LoadWithDataLoader(file, out _);
        Assert.IsEmpty(loaded);
        Assert.ThrowsExactly<ArgumentNullException>(() =>
            _ml.Model.Save<IMultiStreamSource>(null, null, new MemoryStream())
        );
    }

    [TestMethod]
    public void Save_ChainWithALoader_ComesBackAsAChain()
    {
        var model = new TransformerChain<ITransformer>(
            Fit(out var loader),
            _ml.Transforms.DropColumns("mood").Fit(Data())
        );
        using var file = new MemoryStream();
        _ml.Model.Save(model, loader, file);
        Assert.HasCount(2, (TransformerChain<ITransformer>)_ml.Model.Load(file, out _));
    }

    [TestMethod]
    public void LoadWithDataLoader_SavedWithoutOne_IsInvalid()
    {
        using var file = new MemoryStream();
        _ml.Model.Save(Fit(out _), Data().Schema, file);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.LoadWithDataLoader(file, out _));
    }

    [TestMethod]
    public void Append_TransformerToALoader_LoadsTransformed()
    {
        using var composite = Loader()
            .Append(Fit(out _))
            .AppendTransformer(_ml.Transforms.DropColumns("mood").Fit(Data()));
        var output = composite.Load(new MultiFileSource(_data));
        CollectionAssert.AreEqual(new[] { "births", "key" }, output.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(Columns(output.Schema), Columns(composite.GetOutputSchema()));
        Assert.HasCount(2, composite.Transformer);
        Assert.IsInstanceOfType<TextLoader>(composite.Loader);
    }

    private static string[] Columns(DataViewSchema schema) => schema.Select(column => column.ToString()).ToArray();

    private ValueToKeyMappingTransformer Fit(out IDataLoader<IMultiStreamSource> loader)
    {
        loader = Loader();
        return _ml.Transforms.Conversion.MapValueToKey("key", "mood").Fit(Data());
    }

    private IDataView Data() => Loader().Load(_data);

    private TextLoader Loader() =>
        _ml.Data.CreateTextLoader(
            [new TextLoader.Column("mood", DataKind.String, 0), new TextLoader.Column("births", DataKind.Single, 1)],
            separatorChar: ',',
            hasHeader: true
        );
}
