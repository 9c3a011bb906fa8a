using System.Text.Json;
using Microsoft.ML;
using Rnn.Onnx.Pipelines;
using SecondProcess;
using StockLoader;

// SecondProcess <model.zip>: rows as JSON objects {"column": values} on standard input, on standard output the same of what the
// model gives for them, scored in batches again.
var rows = JsonSerializer.Deserialize<Input[]>(await Console.In.ReadToEndAsync())!;
var ml = new MLContext();
var loaded = ml.Model.Load(args[0], out var inputSchema);
using var model = ml.Sequences().InBatches(loaded, inputSchema);
var view = ml.Data.LoadFromEnumerable(rows, Input.Of(inputSchema));
Console.WriteLine(JsonSerializer.Serialize(Predictions.Read(ml, model.Transform(view))));
