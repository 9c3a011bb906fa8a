using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

public static class DebuggerExtensions
{
    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = DataDebuggerPreview.DefaultRows) =>
        new(data, maxRows);

    public static DataDebuggerPreview Preview(
        this ITransformer transformer,
        IDataView data,
        int maxRows = DataDebuggerPreview.DefaultRows
    ) => new(transformer.Transform(data), maxRows);

    /// <summary>Fits the estimator on the first rows only.</summary>
    public static DataDebuggerPreview Preview(
        this IEstimator<ITransformer> estimator,
        IDataView data,
        int maxRows = DataDebuggerPreview.DefaultRows,
        int maxTrainingRows = DataDebuggerPreview.DefaultRows
    )
    {
        Check.NotNull(estimator);
        Check.NotNull(data);
        Check.Param(maxTrainingRows >= 0, nameof(maxTrainingRows));
        var fitted = estimator.Fit(new RowRangeView(data, 0, maxTrainingRows));
        return new DataDebuggerPreview(fitted.Transform(data), maxRows);
    }

    public static DataDebuggerPreview Preview<TSource>(
        this IDataLoader<TSource> loader,
        TSource source,
        int maxRows = DataDebuggerPreview.DefaultRows
    ) => new(loader.Load(source), maxRows);
}
