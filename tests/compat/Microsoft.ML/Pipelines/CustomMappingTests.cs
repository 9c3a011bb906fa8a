namespace Microsoft.ML.Contract.Tests.Pipelines;

[TestClass]
public sealed class CustomMappingTests
{
    private const string Contract = "Sums/1";

    private readonly MLContext _ml = new();
    private readonly IDataView _data;

    public CustomMappingTests() => _data = _ml.Data.LoadFromEnumerable(Samples.Windows);

    [TestMethod]
    public void CustomMapping_Rows_AreMapped()
    {
        var output = Sums().Fit(_data).Transform(_data);
        CollectionAssert.AreEqual(new[] { 6f, 0, 3.5f }, output.GetColumn<float>("Sum").ToArray());
        CollectionAssert.AreEqual(
            new[] { "3 items", "3 items", "3 items" },
            output.GetColumn<string>("Label").ToArray()
        );
    }

    [TestMethod]
    public void CustomMapping_SeveralColumnsRead_RunsOnceARow()
    {
        var calls = 0;
        var estimator = _ml.Transforms.CustomMapping<Window, Summed>((_, _) => Interlocked.Increment(ref calls), null);
        var output = estimator.Fit(_data).Transform(_data);
        _ = _ml.Data.CreateEnumerable<Summed>(output, reuseRowObject: false).ToArray();
        Assert.AreEqual(3, calls);
    }

    [TestMethod]
    public void CustomMapping_MissingInput_IsOutOfRange()
    {
        var estimator = _ml.Transforms.CustomMapping<Prediction, Summed>((_, _) => { }, null);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(_data));
    }

    [TestMethod]
    public void CustomMapping_NoContract_CannotBeSaved()
    {
        var model = Sums(contract: null).Fit(_data);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Save(model, _data.Schema, new MemoryStream()));
    }

    [TestMethod]
    public void CustomMapping_Saved_IsFoundByItsContractInTheAssemblyOfTheLambda()
    {
        using var file = new MemoryStream();
        _ml.Model.Save(Sums().Fit(_data), _data.Schema, file);
        // No registration: the file names the assembly.
        var loaded = new MLContext().Model.Load(file, out _);
        CollectionAssert.AreEqual(new[] { 6f, 0, 3.5f }, loaded.Transform(_data).GetColumn<float>("Sum").ToArray());
    }

    [TestMethod]
    public void CustomMapping_UnknownContract_FailsWhenLoaded()
    {
        using var file = new MemoryStream();
        _ml.Model.Save(Sums("nobody has this").Fit(_data), _data.Schema, file);
        Assert.ThrowsExactly<InvalidOperationException>(() => new MLContext().Model.Load(file, out _));
    }

    [TestMethod]
    public void CustomMapping_SchemaDefinitions_RenameColumns()
    {
        var input = SchemaDefinition.Create(typeof(Window));
        input["x"].ColumnName = "series";
        var output = SchemaDefinition.Create(typeof(Summed));
        output["Sum"].ColumnName = "total";
        var data = _ml.Transforms.CopyColumns("series", "x").Fit(_data).Transform(_data);
        var estimator = _ml.Transforms.CustomMapping<Window, Summed>(Factory.Map, null, input, output);
        Assert.AreEqual(6f, estimator.Fit(data).Transform(data).GetColumn<float>("total").First());
    }

    private CustomMappingEstimator<Window, Summed> Sums(string contract = Contract) =>
        _ml.Transforms.CustomMapping(new Factory().GetMapping(), contract);

    [CustomMappingFactoryAttribute(Contract)]
    public sealed class Factory : CustomMappingFactory<Window, Summed>
    {
        public override Action<Window, Summed> GetMapping() => Map;

        public static void Map(Window window, Summed result)
        {
            result.Sum = window.x.Sum();
            result.Label = $"{window.x.Length} items";
        }
    }

    public sealed class Summed
    {
        public float Sum { get; set; }

        public string Label { get; set; }
    }
}
