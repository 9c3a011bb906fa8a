using System.Text.Json;
using Microsoft.ML;
using Mlnet.Readme;
using StockLoader;

// StockLoader <model.zip>: rows as JSON objects {"column": values} on standard input, on standard output the same of what a
// prediction engine gives for each. StockLoader --readme: what the README shows, in the current folder.
if (args is ["--readme"])
{
    ReadmePrediction.Run();
    return;
}
var rows = JsonSerializer.Deserialize<Input[]>(await Console.In.ReadToEndAsync())!;
var ml = new MLContext();
var model = ml.Model.Load(args[0], out var inputSchema);
using var engine = ml.Model.CreatePredictionEngine<Input, Output>(
    model,
    ignoreMissingColumns: true,
    inputSchemaDefinition: Input.Of(inputSchema)
);
Console.WriteLine(JsonSerializer.Serialize(rows.Select(engine.Predict)));
