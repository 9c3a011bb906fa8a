using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

internal enum NormalizerKind
{
    /// <summary>Linear, so that the range becomes that from 0 to 1, or within -1 to 1 when zero stays.</summary>
    MinMax,

    /// <summary>Linear, to mean 0 and variance 1, or only to a mean square of 1 when zero stays.</summary>
    MeanVariance,

    /// <summary>By the distribution function of the normal distribution with the data's mean and variance.</summary>
    Cumulative,
}

/// <summary>What a user said of one column that is to be normalized.</summary>
internal sealed record NormalizedColumn(
    string Output,
    string Input,
    NormalizerKind Kind,
    long MaximumExampleCount,
    bool FixZero
)
{
    public static NormalizedColumn Of(
        string output,
        string input,
        NormalizerKind kind,
        long maximumExampleCount,
        bool fixZero
    )
    {
        Check.NotEmpty(output, "name");
        Check.Param(maximumExampleCount > 1, nameof(maximumExampleCount), "Must be greater than 1");
        return new NormalizedColumn(output, input ?? output, kind, maximumExampleCount, fixZero);
    }

    public static bool IsReal(DataViewType type) =>
        type.ItemType() == NumberDataViewType.Single || type.ItemType() == NumberDataViewType.Double;

    public static void CheckType(DataViewSchema.Column column) =>
        Check.Param(
            IsReal(column.Type) && column.Type.ValueCount() > 0,
            "srcType",
            $"Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: {column.Type}."
        );
}
