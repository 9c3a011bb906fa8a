using Spectre.Console;

namespace Rnn.Onnx.Cli.Lab;

/// <summary>A bar with the time left while a lesson is measured; nothing without a terminal.</summary>
internal static class LessonProgress
{
    /// <summary>Runs <paramref name="work"/>, giving it what to call with how much was done.</summary>
    public static T Run<T>(IAnsiConsole console, string what, int total, Func<Action<int>?, T> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal)
            return work(null);
        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var task = context.AddTask(what, maxValue: total);
                return work(done => task.Increment(done));
            });
    }
}
