using System.Text.RegularExpressions;
using Rnn.Onnx.Cli;
using Spectre.Console;

namespace Rnn.Onnx.Tests.Shared;

/// <summary><c>rnn serve</c> in this process, stopped by its token when a test is done with it.</summary>
internal static partial class RunningCommand
{
    /// <summary>Runs a command that serves, on a free port; when it says its address, asks it, then stops it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="use">What is asked while it runs; by default /health, which must be well.</param>
    public static async Task<RnnCommand> ServeAsync(string[] arguments, Func<HttpClient, Task>? use = null)
    {
        using var output = new AddressWriter();
        await using var errors = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = 160;
        using var stop = new CancellationTokenSource();
        var run = App.RunAsync([.. arguments, "--port", "0"], console, errors, stop.Token);
        if (await Task.WhenAny(run, output.Address) == output.Address)
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
            {
                BaseAddress = await output.Address,
            };
            await (use ?? HealthAsync)(client);
            await stop.CancelAsync();
        }
        return new RnnCommand(await run, output.ToString(), errors.ToString());
    }

    private static async Task HealthAsync(HttpClient client) =>
        StringAssert.Contains(await client.GetStringAsync("/health"), "\"status\":\"ok\"");

    /// <summary>Tells the address as soon as it is written.</summary>
    private sealed partial class AddressWriter : StringWriter
    {
        private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Uri> Address => address.Task;

        public override void Write(char value) => Look(() => base.Write(value));

        public override void Write(char[] buffer, int index, int count) => Look(() => base.Write(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            base.Write(buffer);
            Look(() => { });
        }

        public override void Write(string? value) => Look(() => base.Write(value));

        public override void WriteLine(string? value) => Look(() => base.WriteLine(value));

        private void Look(Action write)
        {
            write();
            if (Whole().Match(GetStringBuilder().ToString()) is { Success: true } found)
                address.TrySetResult(new Uri(found.Value));
        }

        [GeneratedRegex(@"http://\S+:\d+/", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Whole();
    }
}
