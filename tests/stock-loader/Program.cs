using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using StockLoader;

// StockLoader <model.zip>: windows as a JSON array of arrays on standard input; for each a line with the bits of the
// forecast in hexadecimal, from a prediction engine.
var windows = JsonSerializer.Deserialize<float[][]>(await Console.In.ReadToEndAsync())!;
var ml = new MLContext();
var model = ml.Model.Load(args[0], out var inputSchema);
var definition = SchemaDefinition.Create(typeof(Window));
definition["series"].ColumnType = inputSchema["series"].Type;
using var engine = ml.Model.CreatePredictionEngine<Window, Forecast>(model, inputSchemaDefinition: definition);
foreach (var window in windows)
{
    var forecast = engine.Predict(new Window { Series = window }).Values;
    var bits = forecast.Select(v => BitConverter.SingleToInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture));
    Console.WriteLine(string.Join(' ', bits));
}
