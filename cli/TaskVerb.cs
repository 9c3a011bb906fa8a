using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli;

/// <summary>What a verb does with the model files of one task.</summary>
/// <param name="Task">The task in the card, one of the names in <see cref="ModelCard"/>.</param>
/// <param name="Options">The options that are read for this task; those of other tasks are refused.</param>
/// <param name="Run">Does it: the model's path, its card, the command line.</param>
internal sealed record TaskVerb(string Task, IReadOnlyList<Option> Options, Action<string, ModelCard, ParseResult> Run)
{
    /// <summary>A command that takes a model file and does what is meant for the task in its card.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="description">What it does, with an example.</param>
    /// <param name="tasks">What it does for each task; an option of several tasks is one object.</param>
    public static Command Command(string name, string description, params IReadOnlyList<TaskVerb> tasks)
    {
        var model = new Argument<string>("model") { Description = "The .onnx file." };
        var command = new Command(name, description) { model };
        foreach (var option in tasks.SelectMany(task => task.Options).Distinct())
            command.Add(option);
        command.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(model);
            var card = ModelFile.Open(file).Card;
            var task = Find(tasks, name, file, card);
            var other = command.Options.Except(task.Options).FirstOrDefault(option => IsGiven(parsed, option));
            if (other is not null)
                throw new InvalidInputException(
                    $"Option {other.Name.TrimStart('-')}: expected a model of the task {Expected(tasks, other)}, found '{file}' of the task {task.Task}."
                );
            task.Run(file, card!, parsed);
            return App.Success;
        });
        return command;
    }

    private static TaskVerb Find(IReadOnlyList<TaskVerb> tasks, string verb, string file, ModelCard? card) =>
        tasks.FirstOrDefault(task => task.Task == card?.Task)
        ?? throw new InvalidInputException(
            $"Model '{file}': expected a card with a task to {verb}, {Names(tasks)}, found {(card is null ? "no card" : $"the task {card.Task}")}."
        );

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static string Expected(IReadOnlyList<TaskVerb> tasks, Option option) =>
        Names([.. tasks.Where(task => task.Options.Contains(option))]);

    private static string Names(IReadOnlyList<TaskVerb> tasks) => string.Join(" or ", tasks.Select(task => task.Task));
}
