using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Tagging;

/// <summary><c>rnn evaluate</c> and <c>rnn predict</c> of a tagger of words.</summary>
internal static class TaggingVerbs
{
    /// <summary>How often it is right on tagged words.</summary>
    public static TaskVerb Evaluate(Reply reply, Option<string[]> data) =>
        new(
            ModelCard.TaggingTask,
            [data],
            (file, _, parsed) =>
            {
                var sentences = TaggedSentences.Read(DataFiles.Single(parsed, data));
                using var model = Load(file);
                var metrics = Taggings.Evaluate(model, sentences);
                TaggingReport.Write(reply.Console, Path.GetFileName(sentences.Path), metrics);
                reply.Result(new JsonObject { ["model"] = file, ["metrics"] = JsonResults.Of(metrics) });
            }
        );

    /// <summary>The tags of sentences, a word and its tag on each line, as they are read for training; blanks separate the words.</summary>
    public static TaskVerb Predict(Reply reply, Option<string[]> text, Option<string[]> data, Option<string?> output) =>
        new(
            ModelCard.TaggingTask,
            [text, data, output],
            (file, _, parsed) =>
            {
                string[][] sentences =
                [
                    .. TextInputs
                        .Read(parsed, text, data)
                        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                ];
                using var model = Load(file);
                var tags = Taggings.Of(model, sentences);
                var lines = Lines(sentences, tags);
                reply.Console.Write(new Text(lines));
                if (parsed.GetValue(output) is { } path)
                    AtomicFile.WriteAllText(path, lines);
                reply.Result(
                    new JsonObject
                    {
                        ["model"] = file,
                        ["sentences"] = JsonResults.Of(
                            sentences.Zip(tags, (words, answers) => new { words, tags = answers })
                        ),
                    }
                );
            }
        );

    private static string Lines(IReadOnlyList<string[]> sentences, IReadOnlyList<IReadOnlyList<string>> tags)
    {
        var lines = new StringBuilder();
        foreach (var (words, answers) in sentences.Zip(tags))
        {
            foreach (var (word, tag) in words.Zip(answers))
                lines.Append(word).Append('\t').Append(tag).Append('\n');
            lines.Append('\n');
        }
        return lines.ToString();
    }

    private static SequenceModel Load(string file) =>
        SequenceModel.Load(file, new SessionSettings { Device = Device.Cpu });
}
