using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows of a text loader's sources.</summary>
internal sealed class TextView(
    IHost host,
    TextLoader.Options options,
    TextColumn[] columns,
    DataViewSchema schema,
    IMultiStreamSource source
) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(this, ColumnActivity.Of(schema, Check.NotNull(columnsNeeded)));

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    private IEnumerable<(string Text, long Number)> Lines() => new TextLines(options).Read(source);

    private ITextCell MakeCell(int index, TextReadingNotes notes) =>
        Generic.Call<ITextCell>(columns[index].ItemType.RawType, MakeCell<int>, columns[index], notes);

    private ITextCell MakeCell<T>(TextColumn column, TextReadingNotes notes) => new TextCell<T>(column, options, notes);

    private List<ReadOnlyMemory<char>> Split(string line) => TextFields.Split(line, options);

    private long MaxRows => options.MaxRows ?? long.MaxValue;

    private TextReadingNotes StartNotes() => new(host);

    /// <summary>Parses the active columns of a line when it moves there, so that bad lines fail or are told at once.</summary>
    private sealed class Cursor : RootCursor
    {
        private readonly TextView _view;
        private readonly IEnumerator<(string Text, long Number)> _lines;
        private readonly TextReadingNotes _notes;
        private readonly ITextCell[] _cells;

        public Cursor(TextView view, bool[] active)
            : base(view.Schema, active)
        {
            _view = view;
            _lines = view.Lines().GetEnumerator();
            _notes = view.StartNotes();
            _cells = active.Select((isActive, i) => isActive ? view.MakeCell(i, _notes) : null).ToArray();
        }

        protected override bool MoveNextCore()
        {
            if (Position + 1 >= _view.MaxRows || !_lines.MoveNext())
                return false;
            var fields = _view.Split(_lines.Current.Text);
            _notes.AddRow();
            foreach (var cell in _cells)
                cell?.Parse(fields, _lines.Current.Number);
            return true;
        }

        protected override Delegate MakeGetter(int column) => _cells[column].Getter;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _lines.Dispose();
                _notes.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
