using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public static class LearningPipelineExtensions
{
    public static EstimatorChain<TTrans> Append<TTrans>(
        this IEstimator<ITransformer> start,
        IEstimator<TTrans> estimator,
        TransformerScope scope = TransformerScope.Everything
    )
        where TTrans : class, ITransformer
    {
        Check.NotNull(start);
        Check.NotNull(estimator);
        var chain = start as EstimatorChain<ITransformer> ?? new EstimatorChain<ITransformer>().Append(start);
        return chain.Append(estimator, scope);
    }

    public static EstimatorChain<TTrans> AppendCacheCheckpoint<TTrans>(
        this IEstimator<TTrans> start,
        IHostEnvironment env
    )
        where TTrans : class, ITransformer =>
        new EstimatorChain<ITransformer>().Append(Check.NotNull(start)).AppendCacheCheckpoint(env);

    public static TransformerChain<TTrans> Append<TTrans>(this ITransformer start, TTrans transformer)
        where TTrans : class, ITransformer => new(Check.NotNull(start), Check.NotNull(transformer));

    public static CompositeDataLoader<TSource, TTrans> Append<TSource, TTrans>(
        this IDataLoader<TSource> loader,
        TTrans transformer
    )
        where TTrans : class, ITransformer =>
        new(Check.NotNull(loader), new TransformerChain<TTrans>(Check.NotNull(transformer)));

    public static IEstimator<TTransformer> WithOnFitDelegate<TTransformer>(
        this IEstimator<TTransformer> estimator,
        Action<TTransformer> onFit
    )
        where TTransformer : class, ITransformer =>
        new TellingEstimator<TTransformer>(Check.NotNull(estimator), Check.NotNull(onFit));

    private sealed class TellingEstimator<T>(IEstimator<T> estimator, Action<T> onFit) : IEstimator<T>
        where T : class, ITransformer
    {
        public T Fit(IDataView input)
        {
            var transformer = estimator.Fit(input);
            onFit(transformer);
            return transformer;
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => estimator.GetOutputSchema(inputSchema);
    }
}
