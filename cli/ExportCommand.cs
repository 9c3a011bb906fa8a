using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Cli.Translation;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Compression;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Deployment;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Export;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn export</c>: a checkpoint, or a file that is there, to the .onnx file that is wanted.</summary>
internal static class ExportCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var source = new Argument<string>("source")
        {
            Description = "A checkpoint (its folder or file), or an .onnx file to make smaller or to lay out.",
        };
        var output = new Option<string?>("--output", "-o") { Description = "Where the .onnx file goes." };
        var opset = new Option<int?>("--opset")
        {
            Description = "Version of the standard operators, 13 to 22; 17 by default, 20 where the model reads texts.",
        };
        var stateful = new Option<bool>("--stateful")
        {
            Description = "States as inputs and outputs, to read a sequence in pieces.",
        };
        var generator = new Option<bool>("--generator")
        {
            Description = "Of a language model the file that writes by itself: a prompt in, text out.",
        };
        var required = new Option<bool>("--required-inputs")
        {
            Description = "Length, temperature and the like have no defaults, as JavaScript needs it to set them.",
        };
        var translator = new TranslatorExportFlags();
        var half = new Option<bool>("--half") { Description = "Keep the weights as float16: half their size." };
        var quantize = new Option<bool>("--quantize")
        {
            Description = "Keep the weights in 8 bits: a quarter of their size.",
        };
        var tolerance = new Option<double?>("--tolerance")
        {
            Description =
                "Largest difference allowed to --half (0.01 by default) or --quantize (0.1), in standard deviations of the answers.",
        };
        var triton = new Option<string?>("--triton") { Description = "Lay the model out in this Triton repository." };
        var series = new SeriesOptions(
            "The series or text that the model was trained on: measures the file on its test part."
        );
        var command = new Command(
            "export",
            "Write the model of a checkpoint. Example: rnn export runs/births -o births.onnx --half"
        )
        {
            source,
            output,
            opset,
            stateful,
            generator,
            required,
            half,
            quantize,
            tolerance,
            triton,
        };
        series.AddTo(command);
        translator.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output);
            var repository = parsed.GetValue(triton);
            var from = parsed.GetRequiredValue(source);
            var isSteps = translator.Steps(parsed) is not null;
            if (path is null && repository is null && !isSteps)
                throw new InvalidInputException(
                    "Option output: expected a path, or a folder with --triton, found neither."
                );
            if (parsed.GetValue(half) && parsed.GetValue(quantize))
                throw new InvalidInputException("Options half and quantize: expected one of them, found both.");
            if (parsed.GetValue(generator) && (parsed.GetValue(half) || parsed.GetValue(quantize)))
                throw new InvalidInputException(
                    "Option generator: expected weights as they were trained, found half or quantize."
                );
            if (isSteps && (parsed.GetValue(half) || parsed.GetValue(quantize)))
                throw new InvalidInputException(
                    "Option steps: expected weights as they were trained, found half or quantize."
                );
            if (parsed.GetValue(required) && !parsed.GetValue(generator) && !TranslatorExportFlags.IsMeant(from))
                throw new InvalidInputException(
                    "Option required-inputs: expected --generator with it, or the checkpoint of a translator, found neither."
                );
            if (parsed.GetValue(tolerance) is { } allowed)
                OptionRange.Positive(allowed, "tolerance");
            if (path is not null)
                AtomicFile.RequireWritable(path);

            var options = new ExportOptions { Stateful = parsed.GetValue(stateful) };
            if (parsed.GetValue(opset) is { } version)
                options = options with { Opset = version };
            if (
                (path ?? repository) is not null
                && options != new ExportOptions()
                && TranslatorExportFlags.IsMeant(from)
            )
                throw new InvalidInputException(
                    $"Options opset and stateful: expected none for the file of a translator, which has opset {TextNodes.LowestOpset} and no states, found one."
                );
            if (isSteps)
                translator.SaveSteps(console, parsed, from, options);
            if (path is null && repository is null)
            {
                reply.Result(new JsonObject { ["steps"] = translator.Steps(parsed) });
                return App.Success;
            }
            var (file, probes) = Read(
                console,
                from,
                options,
                checkpoint => translator.Read(parsed, checkpoint, parsed.GetValue(required))
            );
            var format =
                parsed.GetValue(half) ? WeightFormat.Float16
                : parsed.GetValue(quantize) ? WeightFormat.Int8
                : WeightFormat.Float32;
            if (parsed.GetValue(series.Data) is not { } data)
                file = OnProbes(file, format, probes, parsed.GetValue(tolerance));
            else if (file.Card?.Task == ModelCard.LanguageModelTask)
                file = LanguageExport.OnText(console, file, format, data, parsed.GetValue(tolerance));
            else
                file = OnSeries(
                    console,
                    file,
                    format,
                    (card, of) => TrainedSplit.Of(card, of, series.Read(parsed, of)),
                    parsed.GetValue(tolerance)
                );
            if (parsed.GetValue(generator))
                file = LanguageExport.Generator(console, file, parsed.GetValue(required));
            if (file.Card?.Weights is { } weights)
                console.Labeled("Weights", WeightsReport.Describe(weights));
            if (path is not null)
            {
                file.Save(path);
                console.Saved(path);
            }
            if (repository is not null)
            {
                var name = Path.GetFileNameWithoutExtension(path ?? Path.TrimEndingDirectorySeparator(from));
                TritonRepository.Write(file, repository, name);
                console.Labeled("Triton", $"{Path.Combine(repository, name)}");
            }
            reply.Result(
                new JsonObject
                {
                    ["model"] = path,
                    ["bytes"] = path is null ? null : new FileInfo(path).Length,
                    ["task"] = file.Card?.Task,
                    ["triton"] = repository,
                    ["weights"] = JsonResults.Of(file.Card?.Weights),
                    ["parity"] = JsonResults.Of(file.Card?.Parity),
                    ["metrics"] = JsonResults.Of(file.Card?.Metrics),
                }
            );
            return App.Success;
        });
        return command;
    }

    private static ModelFile OnProbes(
        ModelFile file,
        WeightFormat format,
        IReadOnlyList<IReadOnlyList<NamedTensor>> probes,
        double? tolerance
    ) =>
        probes.Count == 0 && format != WeightFormat.Float32
            ? throw new InvalidInputException(
                "Option data: expected the data to compare the answers on, as the file is no checkpoint, found none."
            )
            : CompressedModel.Create(file, format, probes, "random probes", tolerance);

    private static ModelFile OnSeries(
        IAnsiConsole console,
        ModelFile file,
        WeightFormat format,
        Func<ModelCard, CardSeries, SeriesSplit> read,
        double? tolerance
    )
    {
        if (file.Card is not { Series: { } of } card)
            throw new InvalidInputException($"Option data: expected a forecaster with a card, found '{file.Name}'.");
        var split = read(card, of);
        var on = $"the test part of {Path.GetFileName(split.Series.Path)}, {split.Test.Count} windows";
        var written = CompressedModel.Create(file, format, [.. Forecasts.Inputs(file, split.Test)], on, tolerance);
        var (measured, metrics) = ForecastMeasure.On(written, split, TrainedSplit.Period(card));
        ForecastErrorsReport.Write(console, "this file", metrics, NaiveBaselines.For(split, TrainedSplit.Period(card)));
        return measured;
    }

    private static (ModelFile File, IReadOnlyList<IReadOnlyList<NamedTensor>> Probes) Read(
        IAnsiConsole console,
        string source,
        ExportOptions options,
        Func<Checkpoint, TranslatorOptions?> translation
    )
    {
        if (source.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var plain = new ExportOptions();
            if (options.Stateful || options.Opset != plain.Opset)
                throw new InvalidInputException(
                    $"Options opset and stateful: expected a checkpoint to export from, found the finished file '{source}'."
                );
            return (ModelFile.Open(source), []);
        }
        var checkpoint = Checkpoint.Open(source);
        console.Labeled(
            "Run",
            $"{checkpoint.Path}: {checkpoint.History.Count} epochs, best {checkpoint.Best.Epoch} with validation loss {checkpoint.Best.ValidationLoss:F4}"
        );
        var (exported, file, parity) = CheckpointExport.Run(checkpoint, options, translation(checkpoint));
        console.Labeled("Parity", TrainingReport.Describe(parity));
        return (file, [.. exported.Probes.Select(probe => probe.Inputs)]);
    }
}
