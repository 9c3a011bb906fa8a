using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML.Contract.Tests.Transforms;

/// <summary>What holds for every transform that works row by row.</summary>
[TestClass]
public sealed class EveryTransformTests
{
    private const int Count = 1000;

    private static readonly MLContext s_ml = new();

    private static readonly IDataView s_data = s_ml.Data.LoadFromEnumerable(
        Enumerable
            .Range(0, Count)
            .Select(i => new Row
            {
                number = i % 17 - 3.25f,
                pair = [i % 5, -i],
                sparse = new VBuffer<float>(6, 1, [i], [i % 6]),
                text = $"Été {i % 13}, Straße",
                words = ["A" + i % 3, "", "b!"],
                category = (uint)(i % 4),
            })
            .ToList()
    );

    public static IEnumerable<object[]> Estimators =>
        Transforms().Select(transform => new object[] { transform.Name, transform.Estimator });

    public static string NameOf(System.Reflection.MethodInfo method, object[] data) => $"{method.Name} ({data[0]})";

    [TestMethod]
    [DynamicData(nameof(Estimators), DynamicDataDisplayName = nameof(NameOf))]
    public void Transform_GetOutputSchema_IsTheSchemaOfItsOutput(string name, IEstimator<ITransformer> estimator)
    {
        Assert.IsNotEmpty(name);
        var model = estimator.Fit(s_data);
        var expected = Describe(model.Transform(s_data).Schema);
        CollectionAssert.AreEqual(expected, Describe(model.GetOutputSchema(s_data.Schema)));
        CollectionAssert.AreEqual(expected, Describe(model.GetRowToRowMapper(s_data.Schema).OutputSchema));
    }

    [TestMethod]
    [DynamicData(nameof(Estimators), DynamicDataDisplayName = nameof(NameOf))]
    public void Transform_RowByRow_GivesWhatTheViewGives(string name, IEstimator<ITransformer> estimator)
    {
        Assert.IsNotEmpty(name);
        var model = estimator.Fit(s_data);
        Assert.IsTrue(model.IsRowToRowMapper);
        var mapper = model.GetRowToRowMapper(s_data.Schema);
        using var cursor = s_data.GetRowCursor(s_data.Schema);
        using var row = mapper.GetRow(cursor, mapper.OutputSchema);
        var read = Views.Reader(row, row.Schema["out"]);
        var texts = new List<string>();
        while (cursor.MoveNext())
            texts.Add(read());
        CollectionAssert.AreEqual(model.Transform(s_data).Texts("out"), texts);
    }

    [TestMethod]
    [DynamicData(nameof(Estimators), DynamicDataDisplayName = nameof(NameOf))]
    public void Transform_SeveralCursors_ShareTheRows(string name, IEstimator<ITransformer> estimator)
    {
        Assert.IsNotEmpty(name);
        var view = estimator.Apply(s_data);
        var texts = new List<string>();
        foreach (var cursor in view.GetRowCursorSet([view.Schema["out"]], 3))
        {
            using (cursor)
            {
                var read = Views.Reader(cursor, view.Schema["out"]);
                while (cursor.MoveNext())
                    texts.Add(read());
            }
        }
        CollectionAssert.AreEquivalent(view.Texts("out"), texts);
    }

    [TestMethod]
    [DynamicData(nameof(Estimators), DynamicDataDisplayName = nameof(NameOf))]
    public void Transform_SavedAndLoaded_GivesTheSame(string name, IEstimator<ITransformer> estimator)
    {
        Assert.IsNotEmpty(name);
        var model = estimator.Fit(s_data);
        using var file = new MemoryStream();
        s_ml.Model.Save(model, s_data.Schema, file);
        var loaded = new MLContext().Model.Load(file, out _);
        var (expected, output) = (model.Transform(s_data), loaded.Transform(s_data));
        CollectionAssert.AreEqual(Describe(expected.Schema), Describe(output.Schema));
        CollectionAssert.AreEqual(expected.Texts("out"), output.Texts("out"));
    }

    [TestMethod]
    [DynamicData(nameof(Estimators), DynamicDataDisplayName = nameof(NameOf))]
    public void Transform_OnlyTheOutput_NeedsOnlyItsInput(string name, IEstimator<ITransformer> estimator)
    {
        Assert.IsNotEmpty(name);
        var mapper = estimator.Fit(s_data).GetRowToRowMapper(s_data.Schema);
        var needed = mapper.GetDependencies([mapper.OutputSchema["out"]]).Select(column => column.Name).ToArray();
        CollectionAssert.AreEqual(new[] { name.Split(' ')[1] }, needed);
    }

    private static string[] Describe(DataViewSchema schema) =>
        schema.Select(column => $"{column.Name} {column.IsHidden} {column.Describe()}").ToArray();

    private static IEnumerable<(string Name, IEstimator<ITransformer> Estimator)> Transforms()
    {
        var (all, conversion, text) = (s_ml.Transforms, s_ml.Transforms.Conversion, s_ml.Transforms.Text);
        var none = TextNormalizingEstimator.CaseMode.None;
        yield return ("MapValueToKey text", conversion.MapValueToKey("out", "text"));
        yield return ("MapValueToKey number", conversion.MapValueToKey("out", "number", maximumNumberOfKeys: 9));
        yield return ("MapValueToKey words", conversion.MapValueToKey("out", "words"));
        yield return ("MapValueToKey sparse", conversion.MapValueToKey("out", "sparse"));
        yield return ("MapValueToKey category", conversion.MapValueToKey("out", "category"));
        yield return (
            "MapValueToKey pair as text",
            conversion.MapValueToKey("out", "pair", addKeyValueAnnotationsAsText: true)
        );
        yield return ("ConvertType number", conversion.ConvertType("out", "number", DataKind.String));
        yield return ("ConvertType sparse", conversion.ConvertType("out", "sparse", DataKind.Double));
        yield return ("NormalizeMinMax number", all.NormalizeMinMax("out", "number"));
        yield return ("NormalizeMinMax pair", all.NormalizeMinMax("out", "pair", fixZero: false));
        yield return ("NormalizeMinMax sparse", all.NormalizeMinMax("out", "sparse"));
        yield return ("NormalizeMeanVariance number", all.NormalizeMeanVariance("out", "number", fixZero: false));
        yield return ("NormalizeMeanVariance sparse", all.NormalizeMeanVariance("out", "sparse", fixZero: false));
        yield return ("NormalizeMeanVariance pair by cdf", all.NormalizeMeanVariance("out", "pair", useCdf: true));
        yield return ("NormalizeText text", text.NormalizeText("out", "text"));
        yield return ("NormalizeText words", text.NormalizeText("out", "words", none, true, false, false));
        yield return ("TokenizeIntoWords text", text.TokenizeIntoWords("out", "text", [' ', ',']));
        yield return ("TokenizeIntoWords words", text.TokenizeIntoWords("out", "words"));
        yield return ("TokenizeIntoCharactersAsKeys text", text.TokenizeIntoCharactersAsKeys("out", "text"));
        yield return ("TokenizeIntoCharactersAsKeys words", text.TokenizeIntoCharactersAsKeys("out", "words", false));
        yield return (
            "Chain text",
            text.NormalizeText("clean", "text")
                .Append(text.TokenizeIntoWords("tokens", "clean"))
                .Append(conversion.MapValueToKey("keys", "tokens"))
                .Append(conversion.MapKeyToValue("out", "keys"))
        );
    }

    public sealed class Row
    {
        public float number { get; set; }

        [VectorType(2)]
        public float[] pair { get; set; }

        [VectorType(6)]
        public VBuffer<float> sparse { get; set; }

        public string text { get; set; }

        public string[] words { get; set; }

        [KeyType(4)]
        public uint category { get; set; }
    }
}
