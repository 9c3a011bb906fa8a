using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Outline;

namespace Rnn.Onnx.Cli.Inspect;

/// <summary><c>rnn inspect</c>: what is in an ONNX file, ours or a stranger's, and what can run it.</summary>
internal static class InspectCommand
{
    public static Command Create(Reply reply)
    {
        var model = new Argument<string>("model") { Description = "An .onnx file, ours or another's." };
        var command = new Command(
            "inspect",
            "Show what is in an ONNX file: card, inputs and outputs, layers, sizes, and what can run it. Example: rnn inspect births.onnx"
        )
        {
            model,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(model);
            var file = ModelFile.Open(path);
            var (outline, complaints) = (file.Outline(), file.Check());
            var runners = Runners.Of(file, outline, path);
            InspectReport.Write(reply.Console, path, file, outline, complaints, runners);
            reply.Result(Json(path, file, outline, complaints, runners));
            return App.Success;
        });
        return command;
    }

    private static JsonObject Json(
        string path,
        ModelFile file,
        GraphOutline outline,
        IReadOnlyList<string> complaints,
        IReadOnlyList<Runner> runners
    ) =>
        new()
        {
            ["model"] = path,
            ["bytes"] = new FileInfo(path).Length,
            ["producer"] = file.Producer,
            ["operatorSets"] = JsonResults.Of(file.OperatorSets),
            ["irVersion"] = file.IrVersion,
            ["card"] = file.Card is { } card ? JsonNode.Parse(card.ToJson(indented: false)) : null,
            ["metadata"] = JsonResults.Of(file.Metadata.Keys),
            ["inputs"] = Tensors(file.Inputs),
            ["optionalInputs"] = Tensors(file.OptionalInputs),
            ["outputs"] = Tensors(file.Outputs),
            ["parameters"] = outline.Parameters,
            ["nodes"] = outline.Nodes,
            ["parts"] = JsonResults.Of(outline.Parts),
            ["others"] = JsonResults.Of(outline.Others),
            ["metadataBytes"] = outline.MetadataBytes,
            ["restBytes"] = outline.RestBytes,
            ["runners"] = JsonResults.Of(runners),
            ["complaints"] = JsonResults.Of(complaints),
        };

    private static JsonArray Tensors(IReadOnlyList<Models.Tensors.TensorInfo> tensors) =>
        [
            .. tensors.Select(tensor => new JsonObject
            {
                ["name"] = tensor.Name,
                ["elementType"] = $"{tensor.ElementType}",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(dim => (JsonNode)dim.ToString()!)]),
            }),
        ];
}
