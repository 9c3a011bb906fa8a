using System.CommandLine;
using System.Text.Json.Nodes;

namespace Rnn.Onnx.Cli.Completion;

/// <summary><c>rnn completion</c>: the script by which a shell completes the command's words.</summary>
internal static class CompletionCommand
{
    private const string Folder = "Rnn.Onnx.Cli.Completion.";

    // What loads the script at every start of the shell.
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["bash"] = "rnn.bash",
        ["zsh"] = "rnn.zsh",
        ["powershell"] = "rnn.ps1",
    };

    public static Command Create(Reply reply)
    {
        var shell = new Argument<string>("shell") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. Files.Keys]);
        var command = new Command(
            "completion",
            "Print the script that completes the command's words in a shell; its first lines say how it is loaded. Example: rnn completion bash"
        )
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            var script = Script(name);
            if (!reply.IsJson)
                reply.Writer.Write(script);
            reply.Result(new JsonObject { ["shell"] = name, ["script"] = script });
            return App.Success;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream(Folder + Files[shell])!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
