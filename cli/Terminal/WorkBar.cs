using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>A bar with rate and time left while something long is computed; nothing without a terminal.</summary>
internal static class WorkBar
{
    /// <summary>Runs <paramref name="work"/>, giving it what to call with how much more was done.</summary>
    /// <param name="console">Where it is drawn.</param>
    /// <param name="what">What is done, in a word or two.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="work">Does it.</param>
    public static T Run<T>(IAnsiConsole console, string what, int total, Func<Action<int>, T> work)
    {
        if (!console.IsWatched())
            return work(_ => { });
        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RateColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask(what, maxValue: total);
                return work(done => task.Increment(done));
            });
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:N1}/s") : "");
    }
}
