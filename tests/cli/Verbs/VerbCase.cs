using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>
/// What <see cref="VerbContractTests"/> needs to hold a verb to what all of them promise. Commands run inside <c>folder</c>, so that
/// all names are relative, as a person types them.
/// </summary>
internal sealed record VerbCase
{
    /// <summary>The verb with its parents, such as "train forecast".</summary>
    public required string Verb { get; init; }

    /// <summary>Puts the files that the example of the help names into the folder; small ones, so that it runs in a second or two (<see cref="SmallModels"/>).</summary>
    public required Func<TemporaryFolder, Task> Prepare { get; init; }

    /// <summary>What is added to the example so that it takes a second, as an epoch instead of many. Default: nothing.</summary>
    public string Quick { get; init; } = "";

    /// <summary>What the example of the help must have done: its output for people, the files it left.</summary>
    public required Action<RnnCommand, TemporaryFolder> Happy { get; init; }

    /// <summary>What the JSON of the same command with <c>--json</c> must hold.</summary>
    public required Action<JsonObject> Json { get; init; }

    /// <summary>The most likely mistake: what stands behind the verb.</summary>
    public required string Mistake { get; init; }

    /// <summary>The one sentence that it gets, without "rnn: ".</summary>
    public required string Sentence { get; init; }

    /// <summary>How a command line runs; a verb that does not end by itself needs another way. Default: to its end.</summary>
    public Func<string[], Task<RnnCommand>> Run { get; init; } = RnnCommand.RunAsync;
}
