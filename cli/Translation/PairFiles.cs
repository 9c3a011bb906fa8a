using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>Two options for two files, line by line the translation of each other.</summary>
internal sealed class PairFiles
{
    private readonly Option<string?> source;
    private readonly Option<string?> target;

    /// <summary>The options <c>--source</c> and <c>--target</c>, with something in front of their names.</summary>
    /// <param name="prefix">What stands in front of the names.</param>
    /// <param name="use">What the pairs are there to do.</param>
    /// <param name="required">Whether they must be given.</param>
    public PairFiles(string prefix, string use, bool required = false)
    {
        source = new Option<string?>($"--{prefix}source")
        {
            Description = $"Texts to {use}, one a line.",
            Required = required,
        };
        target = new Option<string?>($"--{prefix}target")
        {
            Description = "Their translations, line by line.",
            Required = required,
        };
    }

    /// <summary>Both options.</summary>
    public IReadOnlyList<Option> All => [source, target];

    public void AddTo(Command command)
    {
        command.Add(source);
        command.Add(target);
    }

    /// <summary>The name of the source file.</summary>
    public string Source(ParseResult parsed) => parsed.GetValue(source)!;

    /// <summary>The pairs; null where none are given.</summary>
    /// <exception cref="InvalidInputException">One of the files is not given, or they can not be read together.</exception>
    public ParallelTexts? Read(ParseResult parsed)
    {
        var (texts, translations) = (parsed.GetValue(source), parsed.GetValue(target));
        if (texts is null && translations is null)
            return null;
        if (texts is null || translations is null)
            throw new InvalidInputException(
                $"Options {Name(source)} and {Name(target)}: expected both, found {Name(texts is null ? target : source)} only."
            );
        return ParallelTexts.Read(texts, translations);
    }

    private static string Name(Option option) => option.Name.TrimStart('-');
}
