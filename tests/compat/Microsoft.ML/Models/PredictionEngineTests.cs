namespace Microsoft.ML.Contract.Tests.Models;

[TestClass]
public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _data;

    public PredictionEngineTests() => _data = _ml.Data.LoadFromEnumerable(Samples.Windows);

    [TestMethod]
    public void Predict_Reference_FillsTheObjectAndItsArrays()
    {
        using var engine = Linear().Engine<Window, Prediction>(_ml);
        var array = new float[2];
        var prediction = new Prediction { y = array };
        engine.Predict(Samples.Windows[0], ref prediction);
        CollectionAssert.AreEqual(Samples.Linear[0], array);
        prediction = null;
        engine.Predict(Samples.Windows[1], ref prediction);
        CollectionAssert.AreEqual(Samples.Linear[1], prediction.y);
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Predict(null));
    }

    [TestMethod]
    public void CreatePredictionEngine_NoRowMapper_IsOutOfRange()
    {
        var transformer = new NoMapper();
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Model.CreatePredictionEngine<Window, Prediction>(transformer)
        );
        StringAssert.Contains(error.Message, "Must be a row to row mapper");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Model.CreatePredictionEngine<Window, Prediction>(
                new TransformerChain<ITransformer>(Linear(), transformer)
            )
        );
    }

    [TestMethod]
    public void CreatePredictionEngine_MissingOutputColumns_AreIgnoredUnlessAskedFor()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Window, Other>(Linear());
        Assert.IsNull(engine.Predict(Samples.Windows[0]).z);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Model.CreatePredictionEngine<Window, Other>(Linear(), ignoreMissingColumns: false)
        );
    }

    [TestMethod]
    public void CreatePredictionEngine_InputSchema_GivesTheInputItsTypes()
    {
        using var engine = _ml.Model.CreatePredictionEngine<FreeWindow, Prediction>(Linear(), _data.Schema);
        Assert.AreEqual("Vector<Single, 3>", engine.OutputSchema["x"].Type.ToString());
        CollectionAssert.AreEqual(Samples.Linear[2], engine.Predict(new FreeWindow { x = [-1, 0.5f, 4] }).y);
    }

    [TestMethod]
    public void Dispose_Owned_DisposesTheTransformer()
    {
        var kept = Linear();
        _ml.Model.CreatePredictionEngine<Window, Prediction>(
                kept,
                new PredictionEngineOptions { OwnsTransformer = false }
            )
            .Dispose();
        Assert.HasCount(3, kept.Transform(_data).GetColumn<float[]>("y").ToArray());

        var owned = new Disposable(_ml.Transforms.CopyColumns("y", "x").Fit(_data));
        _ml.Model.CreatePredictionEngine<Window, Prediction>(owned).Dispose();
        Assert.IsTrue(owned.IsDisposed);
        kept.Dispose();
    }

    [TestMethod]
    public void Predict_EachCall_MovesThePositionByOne()
    {
        var positions = new List<long>();
        var watching = new Disposable(_ml.Transforms.CopyColumns("y", "x").Fit(_data)) { Positions = positions };
        using var engine = _ml.Model.CreatePredictionEngine<Window, Prediction>(watching);
        foreach (var window in Samples.Windows)
            engine.Predict(window);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, positions);
    }

    [TestMethod]
    public void GetRow_RowOfAnEqualSchema_IsRefused()
    {
        ITransformer copying = _ml.Transforms.CopyColumns("y", "x").Fit(_data);
        var mapper = copying.GetRowToRowMapper(_data.Schema);
        var other = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var cursor = other.GetRowCursor(other.Schema);
        Assert.ThrowsExactly<InvalidOperationException>(() => mapper.GetRow(cursor, mapper.OutputSchema));
    }

    private OnnxTransformer Linear() => _ml.Transforms.ApplyOnnxModel(Samples.Model("linear")).Fit(_data);

    public sealed class FreeWindow
    {
        public float[] x { get; set; }
    }

    public sealed class Other
    {
        public float[] z { get; set; }
    }

    private sealed class NoMapper : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx) { }
    }

    /// <summary>Passes everything on, and watches the rows that it is given.</summary>
    private sealed class Disposable(ITransformer inner) : ITransformer, IRowToRowMapper, IDisposable
    {
        private IRowToRowMapper _mapper;

        public List<long> Positions { get; init; } = [];

        public bool IsDisposed { get; private set; }

        public bool IsRowToRowMapper => true;

        public DataViewSchema InputSchema => _mapper.InputSchema;

        public DataViewSchema OutputSchema => _mapper.OutputSchema;

        public void Dispose() => IsDisposed = true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => inner.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
        {
            _mapper = inner.GetRowToRowMapper(inputSchema);
            return this;
        }

        public void Save(ModelSaveContext ctx) => inner.Save(ctx);

        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> columns) =>
            _mapper.GetDependencies(columns);

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            Assert.AreSame(OutputSchema, activeColumns);
            return new Row(_mapper.GetRow(input, activeColumns), Positions);
        }

        private sealed class Row(DataViewRow row, List<long> positions) : DataViewRow
        {
            public override long Position => row.Position;

            public override long Batch => row.Batch;

            public override DataViewSchema Schema => row.Schema;

            public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            {
                var getter = row.GetGetter<TValue>(column);
                return (ref TValue value) =>
                {
                    positions.Add(row.Position);
                    getter(ref value);
                };
            }
        }
    }
}
