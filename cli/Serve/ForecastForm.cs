using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>A series in, what follows it out.</summary>
internal static class ForecastForm
{
    private const int MostRows = 100_000;
    private const string Series = "series";
    private const string Times = "times";

    public static TaskForm? Of(ServedModel model) =>
        model.Card is { Task: ModelCard.ForecastTask, Series: { } series }
        && model.Gives("forecast")
        && (model.Reads(Series) || (model.Reads(Series, Times) && StepTimes.Parse(series.Step) is not null))
            ? new TaskForm("forecast", [Predict(model, series)])
            : null;

    private static Endpoint Predict(ServedModel model, CardSeries series)
    {
        var step = model.Reads(Series) ? null : StepTimes.Parse(series.Step);
        var rows = RowsField(series);
        return Endpoint.Post(
            "/predict",
            $"The next {series.Horizon} steps of a series.",
            (body, cancel) =>
            {
                body.Only(step is null ? [rows] : [rows, "start"]);
                var (values, count) = Values(body, series);
                List<NamedTensor> inputs = [NamedTensor.Of(Series, values, 1, series.LookBack, series.Columns.Count)];
                if (step is not null)
                {
                    var steps = series.LookBack + series.Horizon;
                    var first = count - series.LookBack;
                    inputs.Add(NamedTensor.Of(Times, step.From(body.Text("start", ""), first, steps), 1, steps));
                }
                return Answer(series, model.Session.Run(inputs, cancel));
            }
        ) with
        {
            Request = Request(series, step is not null),
            Example = Example(model.Card!, series, step is not null),
            Response = Json.ObjectOf(
                ("targets", Json.ArrayOf(Json.Schema("string"), "What is forecast.")),
                ("forecast", Json.ArrayOf(Json.ArrayOf(Json.NumberOrNull()), "For each step a value for each target.")),
                ("levels", Json.ArrayOf(Json.Schema("number"), "The levels of the quantiles; none without them.")),
                ("quantiles", Json.ArrayOf(Json.ArrayOf(Json.NumberOrNull()), "For each step a value for each level."))
            ),
        };
    }

    private static string RowsField(CardSeries series) => series.Columns.Count == 1 ? "values" : "rows";

    private static JsonObject Request(CardSeries series, bool readsTimes)
    {
        var value = IsMasked(series) ? Json.NumberOrNull("null where it is missing") : Json.Schema("number");
        var row = series.Columns.Count == 1 ? value : Json.ArrayOf(value, string.Join(", ", series.Columns));
        var rows = (RowsField(series), Json.ArrayOf(row, $"{series.LookBack} or more, the oldest first."));
        var start = Json.Schema("string", $"The date of the first; each next one is {series.Step} later.");
        return readsTimes ? Json.ObjectOf(rows, ("start", start)) : Json.ObjectOf(rows);
    }

    // As the scaler knows the columns, a season of seven steps.
    private static JsonObject Example(ModelCard card, CardSeries series, bool readsTimes)
    {
        JsonNode Value(int column, int step)
        {
            var scale = card.Scaler.FirstOrDefault(scale => scale.Column == series.Columns[column]);
            var value = (scale?.Mean ?? 0) + (scale?.StandardDeviation ?? 1) * Math.Sin(2 * Math.PI * step / 7);
            return Math.Round(value, 3);
        }
        var columns = Enumerable.Range(0, series.Columns.Count);
        var rows = Enumerable
            .Range(0, series.LookBack)
            .Select(step =>
                series.Columns.Count == 1 ? Value(0, step) : new JsonArray([.. columns.Select(c => Value(c, step))])
            );
        var example = new JsonObject { [RowsField(series)] = new JsonArray([.. rows]) };
        if (readsTimes)
            example["start"] = "2021-01-01";
        return example;
    }

    private static bool IsMasked(CardSeries series) => series.Missing == "mask";

    // The rows that the model reads [look-back, C], and how many were given.
    private static (float[] Values, int Count) Values(JsonFields body, CardSeries series)
    {
        var name = RowsField(series);
        var rows = body.Items(name, name, MostRows);
        if (rows.Length < series.LookBack)
            throw new InvalidInputException(
                $"Field '{name}': expected {series.LookBack} or more, as the model looks back so far, found {rows.Length}."
            );
        var read = rows.Index().Skip(rows.Length - series.LookBack);
        return ([.. read.SelectMany(row => Row(row.Item, $"Field '{name}[{row.Index}]'", series))], rows.Length);
    }

    private static IEnumerable<float> Row(JsonElement row, string place, CardSeries series)
    {
        if (series.Columns.Count == 1)
            return [Number(row, place, series)];
        var cells = JsonFields.Items(row, place, "numbers", series.Columns.Count);
        return cells.Length == series.Columns.Count
            ? cells.Select((cell, i) => Number(cell, $"{place}, {series.Columns[i]}", series))
            : throw new InvalidInputException(
                $"{place}: expected {series.Columns.Count} numbers, {string.Join(", ", series.Columns)}, found {cells.Length}."
            );
    }

    private static float Number(JsonElement value, string place, CardSeries series) =>
        value.ValueKind == JsonValueKind.Null && IsMasked(series) ? float.NaN : JsonFields.Number(value, place);

    private static JsonObject Answer(CardSeries series, IReadOnlyList<NamedTensor> outputs)
    {
        var forecast = outputs.Single(output => output.Name == "forecast").Floats; // [1, horizon, targets]
        var quantiles = outputs.FirstOrDefault(output => output.Name == "quantiles")?.Floats; // [1, horizon, Q]
        var levels = quantiles is null ? [] : series.Quantiles ?? [];
        return new JsonObject
        {
            ["targets"] = new JsonArray([.. series.AllTargets.Select(target => (JsonNode)target)]),
            ["forecast"] = Rows(forecast, series.AllTargets.Count),
            ["levels"] = new JsonArray([.. levels.Select(level => (JsonNode)level)]),
            ["quantiles"] = levels.Count == 0 ? new JsonArray() : Rows(quantiles!, levels.Count),
        };
    }

    private static JsonArray Rows(float[] values, int width) =>
        new([.. values.Chunk(width).Select(row => JsonResults.Numbers(row))]);
}
