using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>An interval of numbers. NaN is never inside, and not outside either.</summary>
internal readonly record struct Interval(double Minimum, double Maximum, bool IncludeMaximum, bool Outside = false)
{
    public bool Contains(double value)
    {
        if (!Outside)
            return Minimum <= value && (IncludeMaximum ? value <= Maximum : value < Maximum);
        return Minimum > value || (IncludeMaximum ? value > Maximum : value >= Maximum);
    }
}

/// <summary>Rows by the value of a number or key column; a key counts as its fraction of all keys.</summary>
internal sealed class IntervalFilterView : RowFilterView
{
    private readonly DataViewSchema.Column _column;
    private readonly Interval _interval;
    private readonly Func<double, double> _scale;

    /// <param name="scale">What is done to numbers before they are compared.</param>
    public IntervalFilterView(
        IDataView source,
        DataViewSchema.Column column,
        Interval interval,
        Func<double, double> scale = null
    )
        : base(source)
    {
        _scale = scale ?? (value => value);
        if (
            column.Type is not KeyDataViewType
            && column.Type.RawType != typeof(float)
            && column.Type.RawType != typeof(double)
        )
            throw Check.WrongColumn("schema", "source", column.Name, "Single, Double or Key", $"{column.Type}");
        _column = column;
        _interval = interval;
    }

    protected override IEnumerable<DataViewSchema.Column> Tested => [_column];

    protected override Func<bool> MakeTest(DataViewRow row) =>
        Generic.Call<Func<bool>>(_column.Type.RawType, MakeTest<int>, row);

    private Func<bool> MakeTest<T>(DataViewRow row)
    {
        var getter = row.GetGetter<T>(_column);
        var count = _column.Type.KeyCount();
        T value = default;
        return () =>
        {
            getter(ref value);
            if (count == 0)
                return _interval.Contains(_scale(Convert.ToDouble(value)));
            var key = Convert.ToUInt64(value);
            return 0 < key && key <= count && _interval.Contains((key - 0.5) / count);
        };
    }
}

/// <summary>
/// Rows by a random number each, drawn in the order of the source: the same seed draws the same numbers, so that the
/// parts of a split fit together.
/// </summary>
internal sealed class RandomPartView(IDataView source, uint seed, Interval interval) : RowFilterView(source)
{
    public override bool CanShuffle => false;

    public override DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    ) => [GetRowCursor(columnsNeeded)];

    protected override IEnumerable<DataViewSchema.Column> Tested => [];

    protected override Func<bool> MakeTest(DataViewRow row)
    {
        var random = new HybridTausworthe(seed);
        return () => interval.Contains(random.NextSingle());
    }
}

/// <summary>Rows by a hash of a column's value: equal values go to the same part of a split.</summary>
internal sealed class HashPartView(IDataView source, DataViewSchema.Column column, int seed, Interval interval)
    : RowFilterView(source)
{
    protected override IEnumerable<DataViewSchema.Column> Tested => [column];

    protected override Func<bool> MakeTest(DataViewRow row) =>
        Generic.Call<Func<bool>>(column.Type.RawType, MakeTest<int>, row);

    private Func<bool> MakeTest<T>(DataViewRow row)
    {
        var getter = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            getter(ref value);
            var text = FormattableString.Invariant($"{value}");
            // FNV-1a, mixed once more by the generator that it seeds.
            var hash = text.Aggregate(2166136261 ^ (uint)seed, (hash, letter) => (hash ^ letter) * 16777619);
            return interval.Contains(new HybridTausworthe(hash).NextDouble());
        };
    }
}

/// <summary>Rows without a missing value (NaN, or 0 in a key) in any of the columns.</summary>
internal sealed class CompleteRowsView : RowFilterView
{
    private readonly DataViewSchema.Column[] _columns;

    public CompleteRowsView(IDataView source, string[] columns)
        : base(source)
    {
        Check.Param(columns is { Length: > 0 }, nameof(columns));
        _columns = columns.Select(name => source.Schema.Find(name, "source")).ToArray();
        foreach (var column in _columns)
            Check.Param(
                MissingValues.Exist(column.Type),
                nameof(columns),
                $"Column '{column.Name}' has type {column.Type} which does not support missing values, so we cannot filter on them"
            );
    }

    protected override IEnumerable<DataViewSchema.Column> Tested => _columns;

    protected override Func<bool> MakeTest(DataViewRow row)
    {
        var missing = _columns.Select(column => MissingValues.MakeTest(row, column)).ToArray();
        return () => !Array.Exists(missing, isMissing => isMissing());
    }
}
