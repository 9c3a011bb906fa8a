using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators one after the other, each fitted on what the fitted ones before it make of the data.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly (IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CacheAfter)[] _links;

    public readonly IEstimator<TLastTransformer> LastEstimator;

    public EstimatorChain()
        : this([]) { }

    private EstimatorChain((IEstimator<ITransformer>, TransformerScope, bool)[] links)
    {
        _links = links;
        LastEstimator = _links.LastOrDefault().Estimator as IEstimator<TLastTransformer>;
    }

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        // Mistakes in the chain show before anything is fitted.
        GetOutputSchema(SchemaShape.Create(input.Schema));

        var transformers = new ITransformer[_links.Length];
        for (var i = 0; i < _links.Length; i++)
        {
            transformers[i] = _links[i].Estimator.Fit(input);
            input = transformers[i].Transform(input);
            if (_links[i].CacheAfter && i < _links.Length - 1)
                input = new CacheDataView(input, []);
        }
        return new TransformerChain<TLastTransformer>(transformers, _links.Select(link => link.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        _links.Aggregate(inputSchema, (shape, link) => link.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(
        IEstimator<TNewTrans> estimator,
        TransformerScope scope = TransformerScope.Everything
    )
        where TNewTrans : class, ITransformer => new([.. _links, (Check.NotNull(estimator), scope, false)]);

    /// <summary>What comes out of the last estimator is kept in memory while the later ones are fitted.</summary>
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Check.NotNull(env);
        if (_links.Length == 0)
            throw new InvalidOperationException(
                "Current estimator chain has no estimator, can't append cache checkpoint."
            );
        return new EstimatorChain<TLastTransformer>([.. _links[..^1], _links[^1] with { CacheAfter = true }]);
    }
}
