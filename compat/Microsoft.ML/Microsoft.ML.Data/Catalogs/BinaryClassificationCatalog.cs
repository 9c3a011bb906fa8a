using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(IHostEnvironment env)
        : base(env) { }

    /// <param name="predictedLabelColumnName">A column that has to be there, but is not read: above score 0 is positive.</param>
    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string probabilityColumnName = "Probability",
        string predictedLabelColumnName = "PredictedLabel"
    ) =>
        new(
            new BinaryEvaluator(
                Environment,
                Check.NotNull(data),
                Check.NotEmpty(labelColumnName),
                Check.NotEmpty(scoreColumnName),
                Check.NotEmpty(probabilityColumnName),
                Check.NotEmpty(predictedLabelColumnName)
            )
        );

    /// <param name="predictedLabelColumnName">A column that has to be there, but is not read: above score 0 is positive.</param>
    public BinaryClassificationMetrics EvaluateNonCalibrated(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel"
    ) =>
        new(
            new BinaryEvaluator(
                Environment,
                Check.NotNull(data),
                Check.NotEmpty(labelColumnName),
                Check.NotEmpty(scoreColumnName, "score"),
                probabilityName: null,
                Check.NotEmpty(predictedLabelColumnName)
            )
        );

    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
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

    public IReadOnlyList<CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(
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
        return Results(folds, scored => EvaluateNonCalibrated(scored, labelColumnName));
    }
}
