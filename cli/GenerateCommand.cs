using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn generate</c>: what a language model writes behind a prompt, printed as it comes.</summary>
internal static class GenerateCommand
{
    private static readonly GenerationOptions Defaults = new();

    public static Command Create(Reply reply)
    {
        var model = new Argument<string>("model")
        {
            Description = "The .onnx file of a language model, or of a generator.",
        };
        var prompt = OptionValues.Value(
            "--prompt",
            "What the text begins with; an empty one stands for a line break.",
            ""
        );
        var options = new GenerationFlags();
        var command = new Command(
            "generate",
            "Write text with a language model. Example: rnn generate shakespeare.onnx --prompt \"ROMEO:\" --length 500 --temperature 0.8 --top-k 40"
        )
        {
            model,
            prompt,
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(reply, parsed.GetRequiredValue(model), parsed.GetValue(prompt)!, options.Read(parsed), cancel)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Reply reply,
        string path,
        string prompt,
        GenerationOptions options,
        CancellationToken cancel
    )
    {
        options.Validate();
        var writer = reply.IsJson ? TextWriter.Null : reply.Writer;
        using var model = SequenceModel.Load(path);
        var task = model.Card?.Task;
        if (task is not (ModelCard.LanguageModelTask or ModelCard.GenerationTask))
            throw new InvalidInputException(
                $"Model '{path}': expected a card with a task to generate, {ModelCard.LanguageModelTask} or {ModelCard.GenerationTask}, found {(task is null ? "no card" : $"the task {task}")}."
            );
        if (task == ModelCard.GenerationTask)
        {
            var text = prompt + Gap(prompt, model.Card!) + Generate(model, path, prompt, options);
            await writer.WriteLineAsync(text);
            reply.Result(new JsonObject { ["model"] = path, ["text"] = text });
            return App.Success;
        }
        using var generator = new TextGenerator(model);
        try
        {
            var text = new StringBuilder(prompt).Append(Gap(prompt, model.Card!));
            await writer.WriteAsync(text, cancel);
            await foreach (var piece in generator.GenerateAsync(prompt, options, cancel))
            {
                text.Append(piece);
                await writer.WriteAsync(piece);
                await writer.FlushAsync(cancel);
            }
            await writer.WriteLineAsync();
            reply.Result(new JsonObject { ["model"] = path, ["text"] = text.ToString() });
            return App.Success;
        }
        catch (OperationCanceledException)
        {
            await writer.WriteLineAsync();
            return App.Failure;
        }
    }

    // The loop is in the file: it gives the text when it is finished.
    private static string Generate(SequenceModel model, string path, string prompt, GenerationOptions options)
    {
        if (options.RepetitionPenalty != Defaults.RepetitionPenalty || options.StopStrings.Count > 0)
            throw new InvalidInputException(
                $"Options repetition-penalty and stop: expected a language model with states, as a generator's graph has neither, found '{path}'."
            );
        var text = model.Run(
            NamedTensor.Of(GeneratorGraph.Prompt, [prompt], 1, 1),
            NamedTensor.Of("length", [(long)options.Length], 1),
            NamedTensor.Of("temperature", [options.Temperature], 1),
            NamedTensor.Of("top_k", [options.TopK], 1),
            NamedTensor.Of("top_p", [options.TopP], 1),
            NamedTensor.Of("seed", [options.Seed], 1)
        );
        return ((string[])text[0].Data)[0];
    }

    // Words begin behind a blank.
    private static string Gap(string prompt, ModelCard card) =>
        card.Text?.Tokenizer == Rnn.Onnx.Models.Text.TokenizerKind.Characters
        || prompt.Length == 0
        || char.IsWhiteSpace(prompt[^1])
            ? ""
            : " ";
}
