using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Serve;

/// <summary><c>rnn serve</c>: a page and an HTTP API to try a model, until Ctrl+C.</summary>
internal static class ServeCommand
{
    private static readonly ServeOptions Defaults = new();

    public static Command Create(Reply reply)
    {
        var model = new Argument<string>("model") { Description = "The .onnx file, of any task." };
        var port = OptionValues.Value("--port", "The port to listen on; 0: any free one.", Defaults.Port);
        var host = OptionValues.Value(
            "--host",
            "The address to listen on: this machine alone by default; 0.0.0.0 for all networks.",
            Defaults.Host
        );
        var body = OptionValues.Value("--body-limit", "Bytes of a request at the most.", Defaults.BodyLimit);
        var time = OptionValues.Value("--time-limit", "Seconds that a request may take.", Defaults.TimeLimit);
        var requests = OptionValues.Value("--requests", "Requests that are computed at once.", Defaults.Requests);
        var command = new Command(
            "serve",
            "Try a model on a local page, in the browser itself where it can run there, and by an HTTP API. Example: rnn serve reviews.onnx"
        )
        {
            model,
            port,
            host,
            body,
            time,
            requests,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    reply,
                    parsed.GetRequiredValue(model),
                    new ServeOptions
                    {
                        Port = parsed.GetValue(port),
                        Host = parsed.GetValue(host)!,
                        BodyLimit = parsed.GetValue(body),
                        TimeLimit = parsed.GetValue(time),
                        Requests = parsed.GetValue(requests),
                    },
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(Reply reply, string path, ServeOptions options, CancellationToken cancel)
    {
        options.Validate();
        await using var server = await ModelServer.StartAsync(
            path,
            options,
            failure => reply.Errors.WriteLine($"rnn: {failure}"),
            cancel
        );
        reply.Console.Labeled("Serving", $"{server.Model.Name} at {server.Address} until Ctrl+C");
        if (!options.IsLocal)
            await reply.Errors.WriteLineAsync(
                $"rnn: warning: everyone who reaches {options.Host} over the network can use the model and take its file."
            );
        reply.Result(
            new JsonObject
            {
                ["model"] = path,
                ["address"] = server.Address.ToString(),
                ["task"] = server.Model.Card?.Task,
            }
        );
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            reply.Console.WriteLine("Stopped.");
        }
        return App.Success;
    }
}
