using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Rnn.Onnx.Pipelines.Tests.Forecasting;

/// <summary>Forecasts the mean of all values it was fitted to: an estimator of stock parts, of which one sees what it knew.</summary>
internal sealed class MeanForecaster(MLContext ml, int horizon) : IEstimator<ITransformer>
{
    /// <summary>The mean of each fit, in order.</summary>
    public List<float> Means { get; } = [];

    /// <summary>Values that each fit saw.</summary>
    public List<int> Windows { get; } = [];

    public ITransformer Fit(IDataView input)
    {
        var rows = ml.Data.CreateEnumerable<Row>(input, reuseRowObject: false, ignoreMissingColumns: true).ToArray();
        var mean = (float)rows.SelectMany(row => row.Series.Concat(row.Target)).Average(value => (double)value);
        Means.Add(mean);
        Windows.Add(rows.Length);
        return Mapping(mean).Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Mapping(0).GetOutputSchema(inputSchema);

    private CustomMappingEstimator<Nothing, Answer> Mapping(float mean)
    {
        var forecast = Enumerable.Repeat(mean, horizon).ToArray();
        return ml.Transforms.CustomMapping<Nothing, Answer>((_, answer) => answer.Forecast = forecast, null);
    }

    private sealed class Row
    {
        [ColumnName("series")]
        public float[] Series { get; set; } = [];

        [ColumnName("target")]
        public float[] Target { get; set; } = [];
    }

    private sealed class Nothing;

    private sealed class Answer
    {
        [ColumnName("forecast")]
        public float[] Forecast { get; set; } = [];
    }
}
