using Microsoft.ML.Data;

namespace StockLoader;

internal sealed class Input
{
    [ColumnName("series")]
    public float[] Series { get; set; } = [];

    [ColumnName("times")]
    public long[] Times { get; set; } = [];
}

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
}
