using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rnn.Onnx.Cli;

/// <summary>
/// The help of a verb with its example at the end. Verbs are described as "What it does. Example: rnn verb ..."; lists of verbs show
/// only what they do.
/// </summary>
internal sealed class ExampleHelp : SynchronousCommandLineAction
{
    private const string Marker = " Example: ";

    private readonly HelpAction plain;
    private readonly Dictionary<Command, string> examples = [];

    private ExampleHelp(HelpAction plain) => this.plain = plain;

    /// <summary>Who asks for help need not have said all that the verb requires.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Takes the examples out of the descriptions and shows each in its own verb's help.</summary>
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var help = new ExampleHelp((HelpAction)option.Action!);
        help.Take(root);
        option.Action = help;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = plain.Invoke(parseResult);
        if (examples.TryGetValue(parseResult.CommandResult.Command, out var example))
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {example}\n");
        return code;
    }

    private void Take(Command command)
    {
        if (command.Description?.Split(Marker) is [var what, var example])
        {
            command.Description = what;
            examples.Add(command, example);
        }
        foreach (var verb in command.Subcommands)
            Take(verb);
    }
}
