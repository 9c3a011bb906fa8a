using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the output class without a column are left alone instead of being an error.</summary>
    public bool IgnoreMissingColumns = true;

    public SchemaDefinition InputSchemaDefinition;

    public SchemaDefinition OutputSchemaDefinition;

    /// <summary>Whether the transformer is disposed along with the engine.</summary>
    public bool OwnsTransformer = true;

    public PredictionEngineOptions() { }
}
