using System.Text.Json.Nodes;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Cli;

/// <summary>What <c>rnn train --json</c> answers, whatever was trained.</summary>
internal static class TrainedJson
{
    public static JsonObject Of(string path, ModelCard card, TrainingResult training) =>
        new()
        {
            ["model"] = path,
            ["bytes"] = new FileInfo(path).Length,
            ["task"] = card.Task,
            ["architecture"] = JsonResults.Of(card.Architecture),
            ["options"] = JsonResults.Of(card.Options),
            ["training"] = new JsonObject
            {
                ["epochs"] = training.History.Count,
                ["bestEpoch"] = training.Best.Epoch,
                ["validationLoss"] = JsonResults.Number(training.Best.ValidationLoss),
                ["seconds"] = training.Elapsed.TotalSeconds,
            },
            ["metrics"] = JsonResults.Of(card.Metrics),
            ["parity"] = JsonResults.Of(card.Parity),
        };
}
