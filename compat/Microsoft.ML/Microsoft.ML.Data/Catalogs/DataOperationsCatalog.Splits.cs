using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    private const uint SplitSeed = 42;

    /// <summary>
    /// Two parts, each row going to one at random. Without a seed here or in the context the split is still always the
    /// same one.
    /// </summary>
    /// <param name="samplingKeyColumnName">Rows with equal values in it stay together.</param>
    public TrainTestData TrainTestSplit(
        IDataView data,
        double testFraction = 0.1,
        string samplingKeyColumnName = null,
        int? seed = null
    )
    {
        Check.Param(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        var part = PartsOf(Check.NotNull(data), samplingKeyColumnName, seed);
        var test = new Interval(0, testFraction, IncludeMaximum: false);
        return new TrainTestData(part(test with { Outside = true }), part(test));
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(
        IDataView data,
        int numberOfFolds = 5,
        string samplingKeyColumnName = null,
        int? seed = null
    )
    {
        Check.Param(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        var part = PartsOf(Check.NotNull(data), samplingKeyColumnName, seed);
        var folds = new TrainTestData[numberOfFolds];
        for (var fold = 0; fold < numberOfFolds; fold++)
        {
            var test = new Interval(
                (double)fold / numberOfFolds,
                (double)(fold + 1) / numberOfFolds,
                IncludeMaximum: true
            );
            folds[fold] = new TrainTestData(part(test with { Outside = true }), part(test));
        }
        return folds;
    }

    /// <summary>Makes the part of the data whose random or sampling number lies in an interval of [0, 1].</summary>
    private Func<Interval, IDataView> PartsOf(IDataView data, string samplingKey, int? seed)
    {
        seed ??= ((IHostEnvironmentInternal)_env).Seed;
        if (samplingKey is null)
            return interval => new RandomPartView(
                data,
                seed is { } given ? unchecked((uint)given) : SplitSeed,
                interval
            );

        var column =
            data.Schema.GetColumnOrNull(samplingKey)
            ?? throw Check.MissingColumn("samplingKeyColumn", "SamplingKeyColumn", samplingKey);
        if (column.Type is KeyDataViewType)
            return interval => new IntervalFilterView(data, column, interval);
        if (column.Type.RawType == typeof(float))
            return interval => new IntervalFilterView(data, column, interval, ToUnit(data.GetColumn<float>(column)));
        if (column.Type.RawType == typeof(double))
            return interval => new IntervalFilterView(data, column, interval, ToUnit(data.GetColumn<double>(column)));
        return interval => new HashPartView(data, column, seed ?? 0, interval);
    }

    /// <summary>Maps the smallest number to 0 and the largest to 1.</summary>
    private static Func<double, double> ToUnit<T>(IEnumerable<T> values)
        where T : IConvertible
    {
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            var number = value.ToDouble(null);
            // Written so that NaN changes neither.
            minimum = number < minimum ? number : minimum;
            maximum = number > maximum ? number : maximum;
        }
        return value => maximum > minimum ? (value - minimum) / (maximum - minimum) : 0;
    }

    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
