using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Language;

/// <summary>A report's sections of a language model on a text.</summary>
internal static class LanguageSections
{
    private const int MostPassages = 6;

    /// <summary>Measures the usual part of the text, token by token.</summary>
    /// <param name="modelFile">The model.</param>
    /// <param name="card">Its card.</param>
    /// <param name="path">The text file.</param>
    /// <param name="asked">The part that was asked for; null for the usual one.</param>
    /// <param name="cancel">Stops between two pieces.</param>
    /// <exception cref="InvalidInputException">The file is no text, or the model has no states or vocabulary.</exception>
    public static ReportBody Of(string modelFile, ModelCard card, string path, string? asked, CancellationToken cancel)
    {
        var featurizer =
            TextFeaturizer.Of(card)
            ?? throw new InvalidInputException(
                $"Model '{modelFile}': expected a language model with tokenizer and vocabulary in its card, found none."
            );
        var split = LanguageMeasure.Parts(card, path);
        var part = asked ?? LanguageMeasurement.UsualPart(split);
        var text =
            part == DataParts.All
                ? LanguageText.Read(TextFile.ReadAll(path), featurizer)
                : LanguageMeasurement.Part(part, split, card, path);
        using var model = SequenceModel.Load(modelFile, new SessionSettings { Device = Device.Cpu });
        var nats = new List<double>(text.Predicted);
        foreach (var value in LanguageEvaluation.Nats(model, text))
        {
            cancel.ThrowIfCancellationRequested();
            nats.Add(value);
        }
        var metrics = new LanguageMetrics(nats.Sum(), text.Predicted, text.Characters, text.Unknown);
        var surprise = new Surprise(text, featurizer, nats);
        return new ReportBody(
            Text(
                $"{Where(part, path)} was predicted with {Number(metrics.NatsPerCharacter)} nats ({Number(metrics.BitsPerCharacter)} bits) a character{Naive(card, part)}. At each of {Count(metrics.Tokens)} tokens the model was as unsure as between {Number(metrics.Perplexity)} equally likely ones (perplexity)."
            ),
            [new("What surprises it", [surprise.Strip(), surprise.ByPlace(), surprise.Passages(MostPassages)])],
            Figures(metrics)
        );
    }

    private static string Where(string part, string path) =>
        part == DataParts.All ? Path.GetFileName(path) : $"The {part} part of {Path.GetFileName(path)}";

    private static string Naive(ModelCard card, string part) =>
        card.Metrics is { } known
        && known.Part == part
        && known.Naive.TryGetValue("frequencies", out var naive)
        && naive.TryGetValue("natsPerCharacter", out var nats)
            ? Text($", while going by how often each token comes takes {Number(nats)}")
            : "";

    private static JsonObject Figures(LanguageMetrics metrics) =>
        new(
            metrics
                .ForCard()
                .Select(figure => KeyValuePair.Create(figure.Key, JsonResults.Number(figure.Value)))
                .Append(KeyValuePair.Create("tokens", (JsonNode?)metrics.Tokens))
        );
}
