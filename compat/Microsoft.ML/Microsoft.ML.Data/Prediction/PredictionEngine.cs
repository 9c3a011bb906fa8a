namespace Microsoft.ML;

/// <summary>Scores one object at a time. Not for several threads.</summary>
public sealed class PredictionEngine<TSrc, TDst> : PredictionEngineBase<TSrc, TDst>
    where TSrc : class
    where TDst : class, new()
{
    internal PredictionEngine(ITransformer transformer, PredictionEngineOptions options)
        : base(transformer, options) { }

    /// <param name="prediction">Filled, or made when it is null; arrays of the right length are used again.</param>
    public override void Predict(TSrc example, ref TDst prediction) => PredictInto(example, prediction ??= new TDst());
}
