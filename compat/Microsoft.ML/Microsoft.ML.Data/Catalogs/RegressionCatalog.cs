using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class RegressionCatalog : TrainCatalogBase
{
    internal RegressionCatalog(IHostEnvironment env)
        : base(env) { }

    public RegressionMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score"
    ) =>
        RegressionEvaluator.Evaluate(
            Check.NotNull(data),
            Check.NotEmpty(labelColumnName),
            Check.NotEmpty(scoreColumnName)
        );

    public IReadOnlyList<CrossValidationResult<RegressionMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        string samplingKeyColumnName = null,
        int? seed = null
    )
    {
        Check.NotEmpty(labelColumnName);
        var folds = TrainFolds(data, estimator, numberOfFolds, samplingKeyColumnName, seed);
        return Results(folds, scored => Evaluate(scored, labelColumnName));
    }
}
