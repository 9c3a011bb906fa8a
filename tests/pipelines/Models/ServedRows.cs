using Microsoft.ML.Data;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>A property for every input that any of our files has, as a user would declare it.</summary>
internal sealed class Inputs
{
    [ColumnName("series")]
    public float[] Series { get; set; } = [];

    [ColumnName("times")]
    public long[] Times { get; set; } = [];

    [ColumnName("ids")]
    public long[] Ids { get; set; } = [];

    [ColumnName("text")]
    public string Text { get; set; } = "";

    [ColumnName("vector")]
    public float[] Vector { get; set; } = [];

    [ColumnName("h_in")]
    public float[] Hidden { get; set; } = [];

    [ColumnName("c_in")]
    public float[] Cell { get; set; } = [];

    /// <summary>One row of a batch.</summary>
    public static Inputs Of(IEnumerable<NamedTensor> batch, int row)
    {
        var tensors = batch.ToDictionary(tensor => tensor.Name, tensor => RandomBatches.Row(tensor, row));
        return new Inputs
        {
            Series = Floats("series"),
            Times = Longs("times"),
            Ids = Longs("ids"),
            Text = tensors.TryGetValue("text", out var text) ? text.Strings[0] : "",
            Vector = Floats("vector"),
            Hidden = Floats("h_in"),
            Cell = Floats("c_in"),
        };

        float[] Floats(string name) => tensors.TryGetValue(name, out var tensor) ? tensor.Floats : [];

        long[] Longs(string name) => tensors.TryGetValue(name, out var tensor) ? tensor.Longs : [];
    }
}

/// <summary>A property for every output that any of our files with labels has, as a user would declare it.</summary>
internal sealed class Answers
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

    [ColumnName("attention")]
    public float[] Attention { get; set; } = [];

    [ColumnName("prediction")]
    public float[] Prediction { get; set; } = [];

    [ColumnName("sequence")]
    public float[] Sequence { get; set; } = [];

    [ColumnName("logits")]
    public float[] Logits { get; set; } = [];

    [ColumnName("translation")]
    public string[] Translation { get; set; } = [];

    [ColumnName("score")]
    public float[] Score { get; set; } = [];

    [ColumnName("h_out")]
    public float[] Hidden { get; set; } = [];

    [ColumnName("c_out")]
    public float[] Cell { get; set; } = [];

    /// <summary>The values of an output.</summary>
    public Array Of(string output) =>
        output switch
        {
            "forecast" => Forecast,
            "quantiles" => Quantiles,
            "probabilities" => Probabilities,
            "label" => Label,
            "tags" => Tags,
            "attention" => Attention,
            "prediction" => Prediction,
            "sequence" => Sequence,
            "logits" => Logits,
            "translation" => Translation,
            "score" => Score,
            "h_out" => Hidden,
            "c_out" => Cell,
            _ => throw new ArgumentOutOfRangeException(nameof(output), output, "No such output."),
        };
}
