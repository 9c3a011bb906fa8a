using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;

namespace Rnn.Onnx.Pipelines.Evaluation;

/// <summary>Reads what came to pass and what was forecast from a scored view, and adds up the errors.</summary>
internal static class ForecastEvaluation
{
    public static ForecastMetrics Evaluate(IDataView scored, ForecastScale scale, string targetColumn, string forecastColumn)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var target = Column(scored.Schema, targetColumn);
        var forecast = Column(scored.Schema, forecastColumn);
        using var cursor = scored.GetRowCursor([target, forecast]);
        var readTarget = cursor.GetGetter<VBuffer<float>>(target);
        var readForecast = cursor.GetGetter<VBuffer<float>>(forecast);
        VBuffer<float> expected = default;
        VBuffer<float> found = default;
        ForecastErrors? errors = null;
        while (cursor.MoveNext())
        {
            readTarget(ref expected);
            readForecast(ref found);
            if (expected.Length != found.Length)
                throw new InvalidInputException(
                    $"Columns '{targetColumn}' and '{forecastColumn}': expected vectors of the same size, found {expected.Length} and {found.Length} values in row {cursor.Position}."
                );
            errors ??= new ForecastErrors(Horizon(expected.Length, scale, targetColumn), scale);
            errors.Add(Dense(ref expected), Dense(ref found));
        }
        return errors?.Metrics()
            ?? throw new InvalidInputException($"Column '{forecastColumn}': expected rows to evaluate, found none.");
    }

    private static int Horizon(int values, ForecastScale scale, string column) =>
        values > 0 && values % scale.Targets.Count == 0
            ? values / scale.Targets.Count
            : throw new InvalidInputException(
                $"Column '{column}': expected a value for each of {scale.Targets.Count} targets and each step, found {values} values."
            );

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
