using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

internal sealed partial class RowMapperView
{
    /// <summary>The getters of one row or cursor.</summary>
    private sealed class Getters : IDisposable
    {
        private readonly RowMapperView _view;
        private readonly DataViewRow _input;
        private readonly bool[] _active;
        private readonly Delegate[] _added;
        private readonly List<IDisposable> _owned = [];

        public Getters(RowMapperView view, DataViewRow input, bool[] active)
        {
            _view = view;
            _input = input;
            _active = active;
            var added = view.ActiveAdded(active).ToHashSet();
            _added = view._mapper.MakeGetters(input, added.Contains, _owned);
        }

        public bool IsActive(DataViewSchema.Column column) => _active[column.Index];

        public ValueGetter<T> Get<T>(DataViewSchema.Column column)
        {
            if (!IsActive(column))
                throw ColumnActivity.Inactive(column);
            var (fromInput, index) = _view._columns.Origin(column.Index);
            return fromInput ? _input.GetGetter<T>(_input.Schema[index]) : Generic.As<T>(_added[index]);
        }

        public void Dispose()
        {
            foreach (var owned in _owned)
                owned.Dispose();
            _owned.Clear();
        }
    }

    private sealed class Cursor(RowMapperView view, DataViewRowCursor input, bool[] active) : WrappingCursor(input)
    {
        private readonly Getters _getters = new(view, input, active);

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            _getters.Get<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _getters.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Row(RowMapperView view, DataViewRow input, bool[] active) : WrappingRow(input)
    {
        private readonly Getters _getters = new(view, input, active);

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            _getters.Get<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _getters.Dispose();
            base.Dispose(disposing);
        }
    }
}
