using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class NormalizationCatalog
{
    /// <param name="maximumExampleCount">How many rows are looked at.</param>
    /// <param name="fixZero">Whether zero stays zero: the scale is then that of the largest magnitude.</param>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        long maximumExampleCount = NormalizingEstimator.ManyExamples,
        bool fixZero = true
    ) => Make(catalog, [(outputColumnName, inputColumnName)], NormalizerKind.MinMax, maximumExampleCount, fixZero);

    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = NormalizingEstimator.ManyExamples,
        bool fixZero = true
    ) => Make(catalog, InputOutputColumnPair.Names(columns), NormalizerKind.MinMax, maximumExampleCount, fixZero);

    /// <param name="fixZero">Whether zero stays zero: the mean square then becomes 1, not the variance.</param>
    /// <param name="useCdf">Whether the result is the number's place in the normal distribution, from 0 to 1.</param>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        long maximumExampleCount = NormalizingEstimator.ManyExamples,
        bool fixZero = true,
        bool useCdf = false
    ) => Make(catalog, [(outputColumnName, inputColumnName)], MeanVariance(useCdf), maximumExampleCount, fixZero);

    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = NormalizingEstimator.ManyExamples,
        bool fixZero = true,
        bool useCdf = false
    ) => Make(catalog, InputOutputColumnPair.Names(columns), MeanVariance(useCdf), maximumExampleCount, fixZero);

    private static NormalizerKind MeanVariance(bool useCdf) =>
        useCdf ? NormalizerKind.Cumulative : NormalizerKind.MeanVariance;

    private static NormalizingEstimator Make(
        TransformsCatalog catalog,
        (string Output, string Input)[] columns,
        NormalizerKind kind,
        long maximumExampleCount,
        bool fixZero
    ) =>
        new(
            catalog.GetEnvironment(),
            columns
                .Select(column => NormalizedColumn.Of(column.Output, column.Input, kind, maximumExampleCount, fixZero))
                .ToArray()
        );
}
