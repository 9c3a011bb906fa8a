using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Featurization;

/// <summary>
/// Features that a small graph computes: views in batches, saved as ML.NET's own ONNX transformer, so that any ML.NET application
/// loads them.
/// </summary>
internal static class GraphFeaturizer
{
    /// <summary>Features that replace the column they are computed from: a graph can not give what it takes its own name.</summary>
    /// <param name="catalog">Where the stock transformers come from.</param>
    /// <param name="column">The column.</param>
    /// <param name="into">Computes the features into a column of another name.</param>
    public static EstimatorChain<ColumnSelectingTransformer> InPlace(
        TransformsCatalog catalog,
        string column,
        Func<string, IEstimator<ITransformer>> into
    )
    {
        var other = column + ".features";
        return into(other).Append(catalog.CopyColumns(column, other)).Append(catalog.DropColumns(other));
    }

    /// <summary>The transformer.</summary>
    public static ScoreSequencesTransformer Fit(TransformsCatalog catalog, ModelFile graph, IDataView input) =>
        Estimator(catalog, graph).Fit(input);

    /// <summary>The columns there will be.</summary>
    public static SchemaShape OutputSchema(TransformsCatalog catalog, ModelFile graph, SchemaShape input) =>
        Estimator(catalog, graph).GetOutputSchema(input);

    private static ScoreSequencesEstimator Estimator(TransformsCatalog catalog, ModelFile graph) =>
        new(catalog, graph, "features", new ScoreSequencesOptions());
}
