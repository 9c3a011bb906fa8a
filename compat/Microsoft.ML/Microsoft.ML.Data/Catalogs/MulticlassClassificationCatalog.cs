using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(IHostEnvironment env)
        : base(env) => Trainers = new MulticlassClassificationTrainers(this);

    public MulticlassClassificationTrainers Trainers { get; }

    /// <param name="predictedLabelColumnName">A column that has to be there, but is not read: the highest score counts.</param>
    /// <param name="topKPredictionCount">0 for no accuracy of the K highest scores.</param>
    public MulticlassClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        int topKPredictionCount = 0
    )
    {
        Check.NotNull(data);
        Check.NotEmpty(labelColumnName);
        Check.NotEmpty(scoreColumnName);
        Check.NotEmpty(predictedLabelColumnName);
        Check.Param(topKPredictionCount >= 0, nameof(topKPredictionCount), "Must be non-negative");
        return MulticlassEvaluator.Evaluate(
            data,
            labelColumnName,
            scoreColumnName,
            predictedLabelColumnName,
            topKPredictionCount
        );
    }

    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
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

    /// <summary>Of ML.NET's own trainers none is here.</summary>
    public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
    {
        internal MulticlassClassificationTrainers(MulticlassClassificationCatalog catalog)
            : base(catalog) { }
    }
}
