using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The catalogs by task. Evaluation is here; trainers are what other assemblies add as extension methods.</summary>
public abstract class TrainCatalogBase : IInternalCatalog
{
    private protected TrainCatalogBase(IHostEnvironment env) => Environment = env;

    IHostEnvironment IInternalCatalog.Environment => Environment;

    private protected IHostEnvironment Environment { get; }

    /// <summary>Fits the estimator to each fold's training part and scores the part that it has not seen.</summary>
    private protected IReadOnlyList<(ITransformer Model, IDataView Scored)> TrainFolds(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numFolds,
        string samplingKeyColumn,
        int? seed
    )
    {
        Check.NotNull(data);
        Check.NotNull(estimator);
        Check.Param(numFolds > 1, nameof(numFolds), "Must be more than 1");
        var splits = new DataOperationsCatalog(Environment).CrossValidationSplit(
            data,
            numFolds,
            samplingKeyColumn,
            seed
        );
        return splits
            .Select(split =>
            {
                ITransformer model = estimator.Fit(split.TrainSet);
                // What a chain does in training only is done here as well.
                var scored = model is ITransformerChain chain
                    ? chain.Transform(split.TestSet, TransformerScope.Everything)
                    : model.Transform(split.TestSet);
                return (model, scored);
            })
            .ToArray();
    }

    private protected static IReadOnlyList<CrossValidationResult<T>> Results<T>(
        IReadOnlyList<(ITransformer Model, IDataView Scored)> folds,
        Func<IDataView, T> evaluate
    )
        where T : class =>
        folds
            .Select((fold, i) => new CrossValidationResult<T>(fold.Model, evaluate(fold.Scored), fold.Scored, i))
            .ToArray();

    /// <summary>What trainers extend, with the environment of the catalog it belongs to.</summary>
    public abstract class CatalogInstantiatorBase : IInternalCatalog
    {
        private protected CatalogInstantiatorBase(TrainCatalogBase catalog) => Owner = catalog;

        IHostEnvironment IInternalCatalog.Environment => Owner.GetEnvironment();

        internal TrainCatalogBase Owner { get; }
    }

    /// <summary>What came of one fold.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;
        public readonly ITransformer Model;
        public readonly IDataView ScoredHoldOutSet;
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
