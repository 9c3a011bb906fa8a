using Microsoft.ML;
using Microsoft.ML.Data;

namespace StockLoader;

/// <summary>A property for every column that a model of the tests reads.</summary>
internal sealed class Input
{
    [ColumnName("series")]
    public float[] Series { get; set; } = [];

    [ColumnName("times")]
    public long[] Times { get; set; } = [];

    public string Review { get; set; } = "";

    public string[] Tokens { get; set; } = [];

    public string Source { get; set; } = "";

    /// <summary>The columns that a model reads, as it reads them.</summary>
    public static SchemaDefinition Of(DataViewSchema inputSchema)
    {
        var definition = SchemaDefinition.Create(typeof(Input));
        foreach (var column in definition.ToArray())
        {
            if (inputSchema.GetColumnOrNull(column.ColumnName) is { } known)
                column.ColumnType = known.Type;
            else
                definition.Remove(column);
        }
        return definition;
    }
}

/// <summary>A property for every output that the graph of such a model has.</summary>
internal sealed class Output
{
    [ColumnName("forecast")]
    public float[] Forecast { get; set; } = [];

    [ColumnName("quantiles")]
    public float[] Quantiles { get; set; } = [];

    [ColumnName("probabilities")]
    public float[] Probabilities { get; set; } = [];

    [ColumnName("label")]
    public string[] Label { get; set; } = [];

    [ColumnName("tags")]
    public string[] Tags { get; set; } = [];

    [ColumnName("translation")]
    public string[] Translation { get; set; } = [];

    [ColumnName("score")]
    public float[] TranslationScore { get; set; } = [];
}
