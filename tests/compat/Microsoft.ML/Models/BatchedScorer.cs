using Microsoft.ML.OnnxRuntime;

namespace Microsoft.ML.Contract.Tests.Models;

internal enum SaveMode
{
    AsTheInnerTransformer,
    Nothing,
}

/// <summary>
/// A transformer from outside, written against public members alone: it scores linear.onnx some rows at a time and adds
/// a vector and two scalars.
/// </summary>
internal sealed class BatchedScorer(MLContext ml, string model, int batch = 4, SaveMode save = default)
    : ITransformer,
        IDisposable
{
    private readonly InferenceSession _session = new(model);
    private readonly OnnxTransformer _inner = ml
        .Transforms.ApplyOnnxModel(model)
        .Fit(ml.Data.LoadFromEnumerable(Samples.Windows));

    public int Runs { get; private set; }

    public bool IsRowToRowMapper => true;

    public void Dispose()
    {
        _session.Dispose();
        _inner.Dispose();
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn("y", new VectorDataViewType(NumberDataViewType.Single, 2));
        builder.AddColumn("Score", NumberDataViewType.Single);
        builder.AddColumn("PredictedLabel", BooleanDataViewType.Instance);
        return builder.ToSchema();
    }

    public IDataView Transform(IDataView input) => new View(this, input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    public void Save(ModelSaveContext ctx)
    {
        if (save == SaveMode.AsTheInnerTransformer)
            ((ICanSaveModel)_inner).Save(ctx);
    }

    private float[] Score(float[] windows, int rows)
    {
        Runs++;
        using var x = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            windows.AsMemory(0, rows * 3),
            [rows, 3]
        );
        using var options = new RunOptions();
        using var outputs = _session.Run(options, ["x"], [x], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static Delegate Getter(int added, Func<(float, float)> score) =>
        added switch
        {
            0 => new ValueGetter<VBuffer<float>>(
                (ref VBuffer<float> value) =>
                {
                    var editor = VBufferEditor.Create(ref value, 2);
                    (editor.Values[0], editor.Values[1]) = score();
                    value = editor.Commit();
                }
            ),
            1 => new ValueGetter<float>((ref float value) => value = score().Item1),
            _ => new ValueGetter<bool>((ref bool value) => value = score().Item1 > 1),
        };

    private sealed class View(BatchedScorer parent, IDataView source) : IDataView
    {
        public DataViewSchema Schema { get; } = parent.GetOutputSchema(source.Schema);

        public bool CanShuffle => source.CanShuffle;

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
            new Cursor(parent, Schema, source.GetRowCursor([source.Schema["x"]], rand));

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded,
            int n,
            Random rand = null
        ) => [GetRowCursor(columnsNeeded, rand)];
    }

    /// <summary>Reads ahead by a batch; of the columns passed through it knows x alone.</summary>
    private sealed class Cursor : DataViewRowCursor
    {
        private readonly BatchedScorer _parent;
        private readonly DataViewRowCursor _input;
        private readonly ValueGetter<VBuffer<float>> _x;
        private readonly VBuffer<float>[] _windows;
        private float[] _scores;
        private int _count;
        private int _row = -1;
        private long _position = -1;

        public Cursor(BatchedScorer parent, DataViewSchema schema, DataViewRowCursor input)
        {
            _parent = parent;
            _input = input;
            Schema = schema;
            _windows = new VBuffer<float>[parent.Batch];
            _x = input.GetGetter<VBuffer<float>>(input.Schema["x"]);
        }

        public override DataViewSchema Schema { get; }

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var added = column.Index - _input.Schema.Count;
            var getter =
                added < 0
                    ? new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) => _windows[_row].CopyTo(ref value))
                    : Getter(added, () => (_scores[2 * _row], _scores[2 * _row + 1]));
            return (ValueGetter<TValue>)getter;
        }

        public override bool MoveNext()
        {
            if (++_row == _count && !Fill())
            {
                _position = -1;
                return false;
            }
            _position++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }

        private bool Fill()
        {
            (_row, _count) = (0, 0);
            var flat = new float[3 * _windows.Length];
            while (_count < _windows.Length && _input.MoveNext())
            {
                _x(ref _windows[_count]);
                _windows[_count].CopyTo(flat, 3 * _count++);
            }
            if (_count > 0)
                _scores = _parent.Score(flat, _count);
            return _count > 0;
        }
    }

    private int Batch => batch;

    private sealed class Mapper(BatchedScorer parent, DataViewSchema inputSchema) : IRowToRowMapper
    {
        public DataViewSchema InputSchema => inputSchema;

        public DataViewSchema OutputSchema { get; } = parent.GetOutputSchema(inputSchema);

        public IEnumerable<DataViewSchema.Column> GetDependencies(
            IEnumerable<DataViewSchema.Column> dependingColumns
        ) => inputSchema.Where(column => dependingColumns.Any(d => d.Index == column.Index) || column.Name == "x");

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            Assert.AreSame(InputSchema, input.Schema);
            return new Row(parent, OutputSchema, input);
        }
    }

    private sealed class Row : DataViewRow
    {
        private readonly BatchedScorer _parent;
        private readonly DataViewRow _input;
        private readonly ValueGetter<VBuffer<float>> _x;
        private VBuffer<float> _window;
        private float[] _scores;
        private long _scored = -1;

        public Row(BatchedScorer parent, DataViewSchema schema, DataViewRow input)
        {
            _parent = parent;
            _input = input;
            Schema = schema;
            _x = input.GetGetter<VBuffer<float>>(input.Schema["x"]);
        }

        public override DataViewSchema Schema { get; }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var added = column.Index - _input.Schema.Count;
            return added < 0
                ? _input.GetGetter<TValue>(_input.Schema[column.Index])
                : (ValueGetter<TValue>)Getter(added, Scores);
        }

        private (float, float) Scores()
        {
            if (_scored != _input.Position)
            {
                _x(ref _window);
                _scores = _parent.Score(_window.DenseValues().ToArray(), 1);
                _scored = _input.Position;
            }
            return (_scores[0], _scores[1]);
        }
    }
}
