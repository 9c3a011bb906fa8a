using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines.Evaluation;

/// <summary>Reads what came to pass and what was forecast from a scored view, and adds up the errors.</summary>
internal static class ForecastEvaluation
{
    private delegate void Visit(ReadOnlySpan<float> target, ReadOnlySpan<float> answer);

    public static ForecastMetrics Evaluate(
        IDataView scored,
        ForecastScale scale,
        string targetColumn,
        string forecastColumn
    )
    {
        ArgumentNullException.ThrowIfNull(scale);
        var targets = scale.Targets.Count;
        ForecastErrors? errors = null;
        Walk(scored, targetColumn, forecastColumn, Add);
        return errors!.Metrics();

        void Add(ReadOnlySpan<float> target, ReadOnlySpan<float> forecast)
        {
            if (target.Length != forecast.Length || target.Length == 0 || target.Length % targets != 0)
                throw new InvalidInputException(
                    $"Columns '{targetColumn}' and '{forecastColumn}': expected vectors of the same size, a multiple of {targets} targets, found {target.Length} and {forecast.Length} values."
                );
            errors ??= new ForecastErrors(target.Length / targets, scale);
            errors.Add(target, forecast);
        }
    }

    public static QuantileMetrics EvaluateQuantiles(IDataView scored, IReadOnlyList<double> levels, string targetColumn)
    {
        var errors = new QuantileErrors(levels);
        Walk(scored, targetColumn, WindowColumns.Quantiles, Add);
        return errors.Metrics();

        void Add(ReadOnlySpan<float> target, ReadOnlySpan<float> quantiles)
        {
            if (quantiles.Length != target.Length * levels.Count)
                throw new InvalidInputException(
                    $"Column '{WindowColumns.Quantiles}': expected {levels.Count} values for each of {target.Length} steps, found {quantiles.Length}."
                );
            errors.Add(target, quantiles);
        }
    }

    private static void Walk(IDataView scored, string targetColumn, string answerColumn, Visit visit)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var target = Column(scored.Schema, targetColumn);
        var answer = Column(scored.Schema, answerColumn);
        using var cursor = scored.GetRowCursor([target, answer]);
        var readTarget = cursor.GetGetter<VBuffer<float>>(target);
        var readAnswer = cursor.GetGetter<VBuffer<float>>(answer);
        VBuffer<float> expected = default;
        VBuffer<float> found = default;
        var rows = 0L;
        for (; cursor.MoveNext(); rows++)
        {
            readTarget(ref expected);
            readAnswer(ref found);
            visit(Dense(ref expected), Dense(ref found));
        }
        if (rows == 0)
            throw new InvalidInputException($"Column '{answerColumn}': expected rows to evaluate, found none.");
    }

    private static ReadOnlySpan<float> Dense(ref VBuffer<float> vector)
    {
        if (!vector.IsDense)
            vector.CopyToDense(ref vector);
        return vector.GetValues();
    }

    private static DataViewSchema.Column Column(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) is { Type: VectorDataViewType { ItemType.RawType: var item } } column
        && item == typeof(float)
            ? column
            : throw new InvalidInputException(
                $"Expected a column '{name}' of single-precision vectors, found {string.Join(", ", schema.Select(c => $"'{c.Name}' ({c.Type})"))}."
            );
}
