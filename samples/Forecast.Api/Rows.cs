using Microsoft.ML.Data;

namespace Forecast.Api;

/// <summary>What is sent: the latest values, oldest first, and for a model with calendar features the time of each step.</summary>
public sealed class ForecastRequest
{
    /// <summary>A value a step.</summary>
    [ColumnName("series")]
    public float[] Series { get; set; } = [];

    /// <summary>Seconds since 1970 of the values and of the steps to forecast; most models have no use for them.</summary>
    [ColumnName("times")]
    public long[] Times { get; set; } = [];
}

/// <summary>What comes back: a value for each step ahead, in the same unit.</summary>
public sealed class ForecastAnswer
{
    /// <summary>A value a step.</summary>
    [ColumnName("forecast")]
    public float[] Forecast { get; set; } = [];
}
