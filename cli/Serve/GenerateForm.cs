using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>A prompt in, text out: token by token from a language model, at once from a generator, whose loop is in its file.</summary>
internal static class GenerateForm
{
    private const string Name = "generate";
    private const int MostTokens = 10_000;
    private const string Lines = "application/x-ndjson";

    private static readonly GenerationOptions Defaults = new();

    public static TaskForm? Of(ServedModel model) =>
        model.Card switch
        {
            { Task: ModelCard.LanguageModelTask, Text: not null }
                when (model.Reads("ids", "h_in") || model.Reads("ids", "h_in", "c_in")) && model.Gives("logits") => new(
                Name,
                [Generate(Stream(model))]
            )
            {
                ServerOnly = "a language model draws its tokens there, one by one",
            },
            { Task: ModelCard.GenerationTask }
                when model.File.Inputs.Any(input => input.Name == GeneratorGraph.Prompt)
                    && model.Gives(GeneratorGraph.Text) => new(Name, [Generate(AtOnce(model))]),
            _ => null,
        };

    private static Endpoint Generate(
        Func<string, GenerationOptions, CancellationToken, IAsyncEnumerable<string>> write
    ) =>
        new(
            "POST",
            "/generate",
            "What a language model writes behind a prompt: a line of JSON for each piece, as it is written.",
            async (context, cancel) =>
            {
                var fields = await JsonFields.ReadAsync(context.Request, cancel);
                var options = Options(fields);
                await WriteAsync(context.Response, write(fields.Text("prompt", ""), options, cancel), cancel);
            }
        )
        {
            ContentType = Lines,
            Request = Json.ObjectOf(
                ("prompt?", Json.Schema("string", "What the text begins with; an empty one stands for a line break.")),
                (
                    "length?",
                    Json.Schema("integer", $"Tokens to write; {Defaults.Length} by default, {MostTokens} at the most.")
                ),
                ("temperature?", Json.Schema("number", "Below 1 likely tokens get likelier; 0: always the likeliest.")),
                ("topK?", Json.Schema("integer", "Draw among so many of the likeliest tokens; 0: all.")),
                ("topP?", Json.Schema("number", "Draw among the likeliest tokens of this share of the probability.")),
                ("seed?", Json.Schema("integer", "What the random numbers come from."))
            ),
            Example = new JsonObject
            {
                ["prompt"] = "the ",
                ["length"] = 60,
                ["temperature"] = 0.8,
            },
            Response = Json.ObjectOf(
                ("text?", Json.Schema("string", "A piece of the text, without the prompt.")),
                ("done?", Json.Schema("boolean", "In the last line.")),
                ("error?", Json.Schema("string", "In the last line where it had to stop."))
            ),
        };

    private static GenerationOptions Options(JsonFields fields)
    {
        fields.Only("prompt", "length", "temperature", "topK", "topP", "seed");
        return new GenerationOptions
        {
            Length = (int)fields.Integer("length", Defaults.Length, 0, MostTokens),
            Temperature = fields.Number("temperature", Defaults.Temperature),
            TopK = fields.Integer("topK", Defaults.TopK),
            TopP = fields.Number("topP", Defaults.TopP),
            Seed = fields.Integer("seed", Defaults.Seed),
        }.Validate();
    }

    private static async Task WriteAsync(
        HttpResponse response,
        IAsyncEnumerable<string> pieces,
        CancellationToken cancel
    )
    {
        response.ContentType = $"{Lines}; charset=utf-8";
        try
        {
            await foreach (var piece in pieces.WithCancellation(cancel))
                await LineAsync(response, new JsonObject { ["text"] = piece }, cancel);
            await LineAsync(response, new JsonObject { ["done"] = true }, cancel);
        }
        // Before the first line it is a refusal like others.
        catch (OperationCanceledException) when (response.HasStarted)
        {
            if (!response.HttpContext.RequestAborted.IsCancellationRequested)
                await LineAsync(
                    response,
                    new JsonObject { ["error"] = "It took longer than allowed, or the server stops." },
                    CancellationToken.None
                );
        }
    }

    private static async Task LineAsync(HttpResponse response, JsonObject line, CancellationToken cancel)
    {
        await response.WriteAsync(Json.Line(line), cancel);
        await response.Body.FlushAsync(cancel);
    }

    private static Func<string, GenerationOptions, CancellationToken, IAsyncEnumerable<string>> Stream(
        ServedModel model
    )
    {
        return Write;

        async IAsyncEnumerable<string> Write(
            string prompt,
            GenerationOptions options,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
        )
        {
            using var generator = new TextGenerator(model.Session);
            await foreach (var piece in generator.GenerateAsync(prompt, options, cancel))
                yield return piece;
        }
    }

    private static Func<string, GenerationOptions, CancellationToken, IAsyncEnumerable<string>> AtOnce(
        ServedModel model
    )
    {
        return Write;

        async IAsyncEnumerable<string> Write(
            string prompt,
            GenerationOptions options,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
        )
        {
            NamedTensor[] inputs =
            [
                NamedTensor.Of(GeneratorGraph.Prompt, [prompt], 1, 1),
                NamedTensor.Of("length", [(long)options.Length], 1),
                NamedTensor.Of("temperature", [options.Temperature], 1),
                NamedTensor.Of("top_k", [options.TopK], 1),
                NamedTensor.Of("top_p", [options.TopP], 1),
                NamedTensor.Of("seed", [options.Seed], 1),
            ];
            var outputs = await Task.Run(() => model.Session.Run(inputs, cancel), cancel);
            yield return outputs.Single(output => output.Name == GeneratorGraph.Text).Strings[0];
        }
    }
}
