using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>What every estimator of this library is held to, whatever it does.</summary>
[TestClass]
public sealed class EstimatorContractTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public static IEnumerable<object[]> Names => EstimatorCases.All.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> Cancelable =>
        EstimatorCases.All.Values.Where(one => one.Cancels).Select(one => new object[] { one.Name });

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void GetOutputSchema_BeforeFit_IsTheSchemaAfterIt(string name)
    {
        var (one, estimator, data) = Open(name);
        var shape = estimator.GetOutputSchema(ShapeOf(data.Schema)).ToDictionary(column => column.Name);
        var transformer = estimator.Fit(data);
        using var owned = transformer as IDisposable;
        var schema = transformer.GetOutputSchema(data.Schema);

        CollectionAssert.AreEqual(Described(schema), Described(transformer.Transform(data).Schema));
        CollectionAssert.AreEquivalent(
            shape.Keys.ToArray(),
            schema.Where(column => !column.IsHidden).Select(column => column.Name).ToArray()
        );
        foreach (var output in one.Outputs)
        {
            var (before, after) = (shape[output], schema[output]);
            var item = after.Type is VectorDataViewType vector ? vector.ItemType : after.Type;
            Assert.AreEqual(item is KeyDataViewType, before.IsKey, output);
            Assert.AreEqual(item.RawType, before.ItemType.RawType, output);
            Assert.AreEqual(KindOf(after.Type), before.Kind, output);
            foreach (var annotation in before.Annotations)
                Assert.IsNotNull(
                    after.Annotations.Schema.GetColumnOrNull(annotation.Name),
                    $"{output}: {annotation.Name}"
                );
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Fit_MissingColumn_NamesIt(string name)
    {
        var (one, estimator, data) = Open(name);
        string[] others = [.. data.Schema.Select(column => column.Name).Where(column => column != one.Input)];
        var without = Marked("Another", data);
        without = ml.Transforms.SelectColumns([.. others, "Another"]).Fit(without).Transform(without);

        Refuses(estimator, without, one.Input);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Fit_ColumnOfAnotherType_NamesIt(string name)
    {
        var (one, estimator, data) = Open(name);

        Refuses(estimator, Marked(one.Input, data), one.Input);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Transform_OneCursor_KeepsRowsInOrder(string name)
    {
        var (one, estimator, data) = Open(name);
        var transformer = estimator.Fit(data);
        using var owned = transformer as IDisposable;
        var scored = transformer.Transform(data);
        string[] carried = [.. data.Schema.Where(column => !column.IsHidden).Select(column => column.Name)];
        var before = ViewRows.Read(data, carried);

        // A column that the estimator replaces is no longer the source's.
        string[] kept = [.. carried.Except(one.Outputs)];
        var after = ViewRows.Read(scored, [.. kept, .. one.Outputs]);

        Assert.IsGreaterThan(1, after.Count);
        Same(before, after, kept, 0, "carried");
        Same(after, ViewRows.Read(scored, one.Outputs), one.Outputs, 0, "read again");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Transform_EveryWayOfReading_GivesTheSameValues(string name)
    {
        var (one, estimator, data) = Open(name);
        var transformer = estimator.Fit(data);
        using var owned = transformer as IDisposable;
        var scored = transformer.Transform(data);
        var expected = ViewRows.Read(scored, one.Outputs);

        SameById(expected, ViewRows.Read(scored, one.Outputs, new Random(5)), one, "shuffled");
        SameById(expected, ViewRows.ReadSet(scored, one.Outputs, 3), one, "three cursors");
        if (transformer.IsRowToRowMapper)
            Same(expected, Mapped(transformer, data, one.Outputs), one.Outputs, one.Tolerance, "row by row");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Fit_Twice_GivesTheSameBits(string name)
    {
        var (one, estimator, data) = Open(name);
        var (first, second) = (estimator.Fit(data), estimator.Fit(data));
        using var ownedFirst = first as IDisposable;
        using var ownedSecond = second as IDisposable;

        Same(
            ViewRows.Read(first.Transform(data), one.Outputs),
            ViewRows.Read(second.Transform(data), one.Outputs),
            one.Outputs,
            0,
            "fitted again"
        );
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Save_AndLoad_GivesTheSameOutput(string name)
    {
        var (one, estimator, data) = Open(name);
        var transformer = estimator.Fit(data);
        using var owned = transformer as IDisposable;
        var expected = ViewRows.Read(transformer.Transform(data), one.Outputs);
        ml.Model.Save(transformer, data.Schema, folder["saved.zip"]);

        var other = new MLContext();
        var loaded = other.Model.Load(folder["saved.zip"], out var schema);
        using var ownedLoaded = loaded as IDisposable;
        var saved = one.Saved ?? one.Outputs;
        Same(expected, ViewRows.Read(loaded.Transform(data), saved), saved, one.Tolerance, "loaded");
        if (one.Saved is null)
            return;
        var again = other.Model.Load(folder["saved.zip"], out _);
        using var batched = other.Sequences().InBatches(again, schema, one.InBatches);
        Same(expected, ViewRows.Read(batched.Transform(data), one.Outputs), one.Outputs, 0, "in batches again");
    }

    [TestMethod]
    [DynamicData(nameof(Cancelable))]
    public void FitAndRead_CanceledToken_Stops(string name)
    {
        var one = EstimatorCases.All[name];
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var data = one.Data(ml);

        Assert.Throws<OperationCanceledException>(() =>
        {
            var transformer = one.Create(ml, folder, cancel.Token).Fit(data);
            using var owned = transformer as IDisposable;
            ViewRows.Read(transformer.Transform(data), one.Outputs);
        });
    }

    private (EstimatorCase Case, IEstimator<ITransformer> Estimator, IDataView Data) Open(string name)
    {
        var one = EstimatorCases.All[name];
        return (one, one.Create(ml, folder, CancellationToken.None), one.Data(ml));
    }

    private static void Refuses(IEstimator<ITransformer> estimator, IDataView data, string column)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => estimator.Fit(data));
        StringAssert.Contains(error.Message, $"'{column}'");
        Assert.IsFalse(error.Message.Contains('\n'), error.Message);
        Assert.Throws<Exception>(() => estimator.GetOutputSchema(ShapeOf(data.Schema)));
    }

    // The view with a further column that no estimator of ours reads: true or false.
    private IDataView Marked(string column, IDataView data)
    {
        var output = SchemaDefinition.Create(typeof(Mark));
        output[0].ColumnName = column;
        return ml
            .Transforms.CustomMapping<Nothing, Mark>((_, _) => { }, null, outputSchemaDefinition: output)
            .Fit(data)
            .Transform(data);
    }

    private static List<ViewRow> Mapped(ITransformer transformer, IDataView data, IReadOnlyList<string> outputs)
    {
        var mapper = transformer.GetRowToRowMapper(data.Schema);
        var asked = outputs.Select(output => mapper.OutputSchema[output]).ToArray();
        using var cursor = data.GetRowCursor(mapper.GetDependencies(asked));
        using var row = mapper.GetRow(cursor, asked);
        var reader = ViewRows.Reader(row, outputs);
        var rows = new List<ViewRow>();
        while (cursor.MoveNext())
            rows.Add(reader());
        return rows;
    }

    private static void SameById(List<ViewRow> expected, List<ViewRow> found, EstimatorCase one, string what)
    {
        Assert.HasCount(expected.Count, found, what);
        var byId = found.ToDictionary(row => row.Id);
        Same(expected, [.. expected.Select(row => byId[row.Id])], one.Outputs, one.Tolerance, what);
    }

    private static void Same(
        List<ViewRow> expected,
        List<ViewRow> found,
        IReadOnlyList<string> columns,
        float tolerance,
        string what
    )
    {
        Assert.HasCount(expected.Count, found, what);
        for (var row = 0; row < expected.Count; row++)
            foreach (var column in columns)
            {
                var (one, other) = (expected[row].Values[column], found[row].Values[column]);
                var place = $"{what}: {column}, row {row}";
                if (tolerance == 0 || one is not float[] numbers)
                {
                    CollectionAssert.AreEqual(one, other, place);
                    continue;
                }
                Assert.HasCount(numbers.Length, (float[])other, place);
                var largest = numbers.Select(MathF.Abs).DefaultIfEmpty().Max();
                foreach (var (a, b) in numbers.Zip((float[])other))
                    Assert.AreEqual(a, b, tolerance * largest, place);
            }
    }

    private static string[] Described(DataViewSchema schema) =>
        [.. schema.Select(column => $"{column.Name}: {column.Type} {column.IsHidden} {column.Annotations}")];

    private static SchemaShape.Column.VectorKind KindOf(DataViewType type) =>
        type is not VectorDataViewType vector ? SchemaShape.Column.VectorKind.Scalar
        : vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector
        : SchemaShape.Column.VectorKind.VariableVector;

    // ML.NET makes shapes of schemas for itself alone.
    private static SchemaShape ShapeOf(DataViewSchema schema) =>
        (SchemaShape)
            typeof(SchemaShape)
                .GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static, [typeof(DataViewSchema)])!
                .Invoke(null, [schema])!;

    private sealed class Nothing;

    private sealed class Mark
    {
        public bool Value { get; set; }
    }
}
