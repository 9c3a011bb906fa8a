using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <param name="columnsToPrefetch">Read into memory now; the others when they are first asked for.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch) =>
        new CacheDataView(Check.NotNull(input), columnsToPrefetch ?? []);

    /// <summary>Rows with lowerBound &lt;= value &lt; upperBound.</summary>
    public IDataView FilterRowsByColumn(
        IDataView input,
        string columnName,
        double lowerBound = double.NegativeInfinity,
        double upperBound = double.PositiveInfinity
    )
    {
        Check.Param(lowerBound < upperBound, nameof(upperBound), "Must be less than lowerBound");
        var column = Check.NotNull(input).Schema[Check.NotEmpty(columnName)];
        if (column.Type is not NumberDataViewType)
            throw Check.WrongColumn(nameof(columnName), "filter", columnName, "number", $"{column.Type}");
        return new IntervalFilterView(input, column, new Interval(lowerBound, upperBound, IncludeMaximum: false));
    }

    public IDataView FilterRowsByKeyColumnFraction(
        IDataView input,
        string columnName,
        double lowerBound = 0,
        double upperBound = 1
    )
    {
        Check.Param(lowerBound is >= 0 and <= 1, nameof(lowerBound), "Must be in [0, 1]");
        Check.Param(upperBound is >= 0 and <= 1, nameof(upperBound), "Must be in [0, 1]");
        Check.Param(lowerBound <= upperBound, nameof(upperBound), "Must be no less than lowerBound");
        var column = Check.NotNull(input).Schema[Check.NotEmpty(columnName)];
        if (column.Type.KeyCount() == 0)
            throw Check.WrongColumn(nameof(columnName), "filter", columnName, "KeyType", $"{column.Type}");
        return new IntervalFilterView(input, column, new Interval(lowerBound, upperBound, IncludeMaximum: false));
    }

    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns) =>
        new CompleteRowsView(Check.NotNull(input), columns);

    public IDataView ShuffleRows(
        IDataView input,
        int? seed = null,
        int shufflePoolSize = 1000,
        bool shuffleSource = true
    )
    {
        Check.NotNull(input);
        Check.Param(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new ShuffledView(input, seed ?? _env.Register("Shuffle").Rand.Next(), shufflePoolSize, shuffleSource);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        Check.Param(count > 0, nameof(count), "Must be greater than zero.");
        return new RowRangeView(Check.NotNull(input), count, long.MaxValue);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        Check.Param(count > 0, nameof(count), "Must be greater than zero.");
        return new RowRangeView(Check.NotNull(input), 0, count);
    }
}
