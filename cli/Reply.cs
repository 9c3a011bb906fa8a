using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary>
/// Where a command says what it did: in words to a person, or, with <c>--json</c>, by one JSON document and nothing else.
/// </summary>
internal sealed class Reply
{
    private readonly SwitchedConsole console;

    /// <param name="console">Standard output.</param>
    /// <param name="errors">Standard error; nowhere by default.</param>
    public Reply(IAnsiConsole console, TextWriter? errors = null)
    {
        Errors = errors ?? TextWriter.Null;
        Writer = console.Profile.Out.Writer;
        this.console = new SwitchedConsole(console);
    }

    /// <summary>The option that every command has.</summary>
    public Option<bool> JsonOption { get; } =
        new("--json") { Description = "One JSON document for programs instead of words for people.", Recursive = true };

    /// <summary>For people: what is written here is lost where JSON was asked for.</summary>
    public IAnsiConsole Console => console;

    /// <summary>Standard output itself, for texts that are the result, as those of <c>generate</c>; not where JSON was asked for.</summary>
    public TextWriter Writer { get; }

    /// <summary>Standard error, for what goes wrong while a command that does not end is running.</summary>
    public TextWriter Errors { get; }

    /// <summary>Whether a JSON document is asked for. The app sets it before the command runs.</summary>
    public bool IsJson
    {
        get => console.IsSilent;
        set => console.IsSilent = value;
    }

    /// <summary>The command's result, once, at its end: written where JSON was asked for.</summary>
    public void Result(JsonObject result)
    {
        if (IsJson)
            Writer.WriteLine(result.ToJsonString(JsonResults.Options));
    }
}
