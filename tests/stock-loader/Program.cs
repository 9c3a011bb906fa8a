using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using StockLoader;

// StockLoader <model.zip>: rows as JSON objects {"column": values} on standard input, on standard output the same of what a
// prediction engine gives for each.
var rows = JsonSerializer.Deserialize<Input[]>(await Console.In.ReadToEndAsync())!;
var ml = new MLContext();
var model = ml.Model.Load(args[0], out var inputSchema);
var definition = SchemaDefinition.Create(typeof(Input));
foreach (var column in definition.ToArray())
{
    if (inputSchema.GetColumnOrNull(column.ColumnName) is { } known)
        column.ColumnType = known.Type;
    else
        definition.Remove(column);
}
using var engine = ml.Model.CreatePredictionEngine<Input, Output>(
    model,
    ignoreMissingColumns: true,
    inputSchemaDefinition: definition
);
Console.WriteLine(JsonSerializer.Serialize(rows.Select(engine.Predict)));
