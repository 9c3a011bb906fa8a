using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Cards;

/// <summary>The layers of a model.</summary>
/// <param name="Cell">The recurrent cell.</param>
/// <param name="Layers">Recurrent layers on each other.</param>
/// <param name="Hidden">Units a layer and direction.</param>
/// <param name="Directions">1, or 2 when bidirectional.</param>
/// <param name="Dropout">The share of values dropped between layers while training.</param>
/// <param name="Parameters">Trained numbers in all.</param>
public sealed record CardArchitecture(
    CellKind Cell,
    int Layers,
    int Hidden,
    int Directions,
    double Dropout,
    long Parameters
);

/// <summary>An input or output of the graph and what it means.</summary>
/// <param name="Name">The name by which it is fed or fetched.</param>
/// <param name="ElementType">What it holds.</param>
/// <param name="Shape">Its dimensions as text: "batch", "28".</param>
/// <param name="Meaning">One sentence for people, with the unit.</param>
public sealed record CardTensor(string Name, ElementType ElementType, IReadOnlyList<string> Shape, string Meaning)
{
    /// <summary>Describes an input or output of a file.</summary>
    public static CardTensor Of(TensorInfo info, string meaning)
    {
        ArgumentNullException.ThrowIfNull(info);
        return new(info.Name, info.ElementType, [.. info.Shape.Select(dim => dim.ToString())], meaning);
    }
}

/// <summary>How a column is scaled: (value - mean) / standard deviation.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Mean">Mean of the training part.</param>
/// <param name="StandardDeviation">Population standard deviation of the training part.</param>
public sealed record CardScale(string Column, double Mean, double StandardDeviation);

/// <summary>The series a model forecasts.</summary>
/// <param name="Target">The first or only column that is forecast.</param>
/// <param name="Columns">All columns the model reads, in order, the target among them.</param>
/// <param name="LookBack">Rows the model reads.</param>
/// <param name="Horizon">Rows the model forecasts.</param>
/// <param name="Step">The time between two rows, as "1 day"; null when the series has no dates.</param>
public sealed record CardSeries(
    string Target,
    IReadOnlyList<string> Columns,
    int LookBack,
    int Horizon,
    string? Step = null
)
{
    /// <summary>All columns that are forecast, in the order of the forecast's last dimension; null when it is one.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>The levels of the output <c>quantiles</c>, rising, each between 0 and 1; null when there is none.</summary>
    public IReadOnlyList<double>? Quantiles { get; init; }

    /// <summary>What the model computes from the input <c>times</c>, as "HourOfDay"; null when it reads no times.</summary>
    public IReadOnlyList<string>? Calendar { get; init; }

    /// <summary>What missing values (NaN) become: "refuse", "interpolate" before the model, or "mask" inside it; null as "refuse".</summary>
    public string? Missing { get; init; }

    /// <summary>The columns that are forecast, one or more.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AllTargets => Targets ?? [Target];
}

/// <summary>What a model was trained on.</summary>
/// <param name="FileName">The file's name without its folder; empty for data that came from no file.</param>
/// <param name="Sha256">Hash of the file, in lower-case hexadecimal; null for data that came from no file.</param>
/// <param name="Rows">Rows of the series.</param>
/// <param name="TrainingRows">The first rows, which the model learned from.</param>
/// <param name="ValidationRows">The rows after them, which chose the best weights.</param>
/// <param name="TestRows">The last rows, which it never saw.</param>
public sealed record CardTrainingData(
    string FileName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Sha256,
    int Rows,
    int TrainingRows,
    int ValidationRows,
    int TestRows
);

/// <summary>How well a model does on the test part.</summary>
public sealed record CardMetrics
{
    private readonly ReadOnlyDictionary<string, double> model = ReadOnlyDictionary<string, double>.Empty;
    private readonly ReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> naive = ReadOnlyDictionary<
        string,
        IReadOnlyDictionary<string, double>
    >.Empty;

    /// <summary>The part of the data: "test", or "validation" where there was none to test on. Default: test.</summary>
    public string Part { get; init; } = "test";

    /// <summary>How many windows were forecast, or texts, tokens or characters were judged.</summary>
    public required int Windows { get; init; }

    /// <summary>What <see cref="Windows"/> counts: "windows", "texts", "tokens", "characters"; null for windows.</summary>
    public string? Unit { get; init; }

    /// <summary>How often the truth lay in the model's prediction intervals; null when it gives none.</summary>
    public IReadOnlyList<CardInterval>? Intervals { get; init; }

    /// <summary>The model's metrics by name ("mae"), sorted by name.</summary>
    public required IReadOnlyDictionary<string, double> Model
    {
        get => model;
        init => model = CardDictionary.Sorted(value);
    }

    /// <summary>The same metrics of naive forecasts, by the name of the forecast.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Naive
    {
        get => naive;
        init =>
            naive = CardDictionary.Sorted(
                value?.Select(entry =>
                    KeyValuePair.Create<string, IReadOnlyDictionary<string, double>>(
                        entry.Key,
                        CardDictionary.Sorted(entry.Value)
                    )
                )
            );
    }
}

/// <summary>A prediction interval between two quantiles, and how it did on the test part.</summary>
/// <param name="Lower">Level of the lower quantile, as 0.1.</param>
/// <param name="Upper">Level of the upper quantile, as 0.9.</param>
/// <param name="Coverage">Share of the true values inside; upper - lower would be perfect.</param>
/// <param name="MeanWidth">Mean width, in the series' unit.</param>
public sealed record CardInterval(double Lower, double Upper, double Coverage, double MeanWidth);

/// <summary>How closely the file gives what the trained module gave.</summary>
/// <param name="LargestAbsoluteDifference">Over all probes and outputs.</param>
/// <param name="LargestRelativeDifference">Over all probes and outputs.</param>
/// <param name="Tolerance">The relative difference above which the file would not have been written.</param>
/// <param name="Probes">How many random inputs were compared.</param>
/// <param name="Runtime">The runtime that ran the file, and its version.</param>
public sealed record CardParity(
    double LargestAbsoluteDifference,
    double LargestRelativeDifference,
    double Tolerance,
    int Probes,
    string Runtime
);

/// <summary>How the file keeps its weights, where that is not as they were trained.</summary>
/// <param name="Format">"float16" or "int8".</param>
/// <param name="BytesBefore">Size of the float32 file.</param>
/// <param name="BytesAfter">Size of this one.</param>
public sealed record CardWeights(string Format, long BytesBefore, long BytesAfter)
{
    /// <summary>Largest difference to the float32 file's answers, in standard deviations of the output.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>Root of the mean squared difference, in the same unit.</summary>
    public required double RootMeanSquareDifference { get; init; }

    /// <summary>Share of labels that are the same; null where the model gives none.</summary>
    public double? EqualLabels { get; init; }

    /// <summary>The largest difference above which the file would not have been written.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The inputs that were compared.</summary>
    public required string MeasuredOn { get; init; }
}

/// <summary>Dictionaries in one order, whatever order they were filled in.</summary>
internal static class CardDictionary
{
    /// <param name="entries">The entries; null, which is what a card in JSON without them gives, for none.</param>
    public static ReadOnlyDictionary<string, T> Sorted<T>(IEnumerable<KeyValuePair<string, T>>? entries) =>
        new(new SortedDictionary<string, T>((entries ?? []).ToDictionary(), StringComparer.Ordinal));
}
