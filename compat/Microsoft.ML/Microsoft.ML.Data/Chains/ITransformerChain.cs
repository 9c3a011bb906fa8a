namespace Microsoft.ML.Data;

/// <summary>A chain, whatever its last transformer is.</summary>
internal interface ITransformerChain
{
    IDataView Transform(IDataView input, TransformerScope scope);
}
