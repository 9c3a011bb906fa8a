using Microsoft.ML.Data;

namespace StockLoader;

internal sealed class Window
{
    [ColumnName("series")]
    public float[] Series { get; set; } = [];
}

internal sealed class Forecast
{
    [ColumnName("forecast")]
    public float[] Values { get; set; } = [];
}
