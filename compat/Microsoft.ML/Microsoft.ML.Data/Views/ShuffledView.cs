using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Rows in random order: the source shuffled where it can be, then rows drawn at random from a pool that is filled up
/// from it. The order is the same each time unless a cursor is given a random number generator.
/// </summary>
internal sealed class ShuffledView(IDataView source, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => true;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        Check.NotNull(columnsNeeded);
        rand ??= HybridTausworthe.Create(seed);
        var input = source.GetRowCursor(columnsNeeded, shuffleSource ? new HybridTausworthe(rand) : null);
        return poolSize == 1 ? input : new Cursor(input, rand, poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : HeldRowCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly Random _rand;
        private readonly Action<RowBatch, int> _read;

        // The places of the pool, used as a ring: at the head the current row, behind it those that are still to come.
        private readonly int[] _places;
        private int _head;
        private int _count;
        private bool _sourceEnded;

        public Cursor(DataViewRowCursor input, Random rand, int poolSize)
            : base(input.Schema, input.IsColumnActive)
        {
            _input = input;
            _rand = rand;
            _read = RowBatch.Reader(input);
            _places = Enumerable.Range(0, poolSize).ToArray();
            Held = new RowBatch(input.Schema, input.IsColumnActive);
        }

        public override long Batch => 0;

        protected override bool MoveNextCore()
        {
            if (_count > 0)
            {
                _count--;
                _head = (_head + 1) % _places.Length;
            }
            while (_count < _places.Length && !_sourceEnded)
            {
                _sourceEnded = !_input.MoveNext();
                if (!_sourceEnded)
                    _read(Held, _places[(_head + _count++) % _places.Length]);
            }
            if (_count == 0)
                return false;
            var drawn = (_head + _rand.Next(_count)) % _places.Length;
            (_places[_head], _places[drawn]) = (_places[drawn], _places[_head]);
            HeldRow = _places[_head];
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }
    }
}
