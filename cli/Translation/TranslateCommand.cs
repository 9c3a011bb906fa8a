using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Cli.Translation;

/// <summary><c>rnn translate</c>: texts in, their translations out, line by line and in order.</summary>
internal static class TranslateCommand
{
    /// <summary>Texts that are translated at once where nothing else is said.</summary>
    public const int DefaultBatch = 32;

    public static Command Create(Reply reply)
    {
        var model = new Argument<string>("model")
        {
            Description = "The .onnx file of a translator, or a folder with encoder_model.onnx and decoder_model.onnx.",
        };
        var texts = new Argument<string[]>("text")
        {
            Description = "The texts; without any, and without --data, they are read from standard input, one a line.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var data = new Option<string?>("--data") { Description = "A file of texts, one a line." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the translations to a file as well.",
        };
        var attention = new Option<string?>("--attention")
        {
            Description = "Draw what each word looked at to this HTML file.",
        };
        var batch = OptionValues.Value("--batch", "Texts that are translated at once.", DefaultBatch);
        var scores = new Option<bool>("--scores") { Description = "Write the score behind a tab." };
        var decoding = new DecodingFlags();
        var command = new Command(
            "translate",
            "Translate texts. Example: rnn translate de-en.onnx \"Zwei drei.\" --beam 5"
        )
        {
            model,
            texts,
            data,
            output,
            attention,
            batch,
            scores,
        };
        decoding.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var (path, page) = (parsed.GetValue(output), parsed.GetValue(attention));
                if (path is not null)
                    AtomicFile.RequireWritable(path);
                if (page is not null)
                    AtomicFile.RequireWritable(page);
                using var translator = TranslatorFile.Open(parsed.GetRequiredValue(model), parsed, decoding);
                if (page is not null)
                    translator.RequireAttention();
                var read = Read(parsed.GetValue(texts) ?? [], parsed.GetValue(data));
                var found = TranslationBar.Run(
                    reply.Console,
                    read,
                    parsed.GetValue(batch),
                    piece => translator.Translate(piece, parsed.GetValue(batch), cancel)
                );
                var lines = Lines(found, parsed.GetValue(scores));
                if (!reply.IsJson)
                    reply.Writer.Write(lines);
                if (path is not null)
                    AtomicFile.WriteAllText(path, lines);
                if (page is not null)
                    AtomicFile.WriteAllText(page, AttentionPage.Write(read, found));
                reply.Result(
                    new JsonObject
                    {
                        ["translations"] = JsonResults.Of(
                            read.Zip(found, (text, translations) => new { text, translations })
                        ),
                    }
                );
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    private static string[] Read(string[] texts, string? data)
    {
        if (texts.Length > 0 && data is not null)
            throw new InvalidInputException("Option data: expected texts or a file of texts, one a line, found both.");
        if (texts.Length > 0)
            return texts;
        if (data is not null)
            return [.. TextFile.ReadLines(data)];
        using var input = Console.OpenStandardInput();
        return [.. TextFile.ReadLines(input, "standard input")];
    }

    // Several translations of a text are lines behind each other.
    private static string Lines(IReadOnlyList<IReadOnlyList<TranslatedText>> found, bool scores) =>
        string.Concat(
            found
                .SelectMany(best => best)
                .Select(one => scores ? FormattableString.Invariant($"{one.Text}\t{one.Score:F4}\n") : one.Text + "\n")
        );
}
