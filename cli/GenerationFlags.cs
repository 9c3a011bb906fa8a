using System.CommandLine;
using Rnn.Onnx.Inference.Generation;

namespace Rnn.Onnx.Cli;

/// <summary>The options of how text is written.</summary>
internal sealed class GenerationFlags
{
    private static readonly GenerationOptions Defaults = new();

    private readonly Option<int> length = OptionValues.Value(
        "--length",
        "Tokens to write at the most: characters, or words.",
        Defaults.Length
    );
    private readonly Option<float> temperature = OptionValues.Value(
        "--temperature",
        "Below 1 likely tokens get likelier; 0 always takes the likeliest.",
        Defaults.Temperature
    );
    private readonly Option<long> topK = OptionValues.Value(
        "--top-k",
        "Draw among so many of the likeliest tokens; 0: all.",
        Defaults.TopK
    );
    private readonly Option<float> topP = OptionValues.Value(
        "--top-p",
        "Draw among the likeliest tokens that have this share of the probability; 1: all.",
        Defaults.TopP
    );
    private readonly Option<long> seed = OptionValues.Value(
        "--seed",
        "What the random numbers come from.",
        Defaults.Seed
    );
    private readonly Option<float> penalty = OptionValues.Value(
        "--repetition-penalty",
        "Above 1 tokens that came already get less likely.",
        Defaults.RepetitionPenalty
    );
    private readonly Option<string[]> stop = new("--stop")
    {
        Description = "End where this text comes, without it; may be given several times.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[length, temperature, topK, topP, seed, penalty, stop])
            command.Add(option);
    }

    /// <summary>What the command line reply.</summary>
    public GenerationOptions Read(ParseResult parsed) =>
        new()
        {
            Length = parsed.GetValue(length),
            Temperature = parsed.GetValue(temperature),
            TopK = parsed.GetValue(topK),
            TopP = parsed.GetValue(topP),
            Seed = parsed.GetValue(seed),
            RepetitionPenalty = parsed.GetValue(penalty),
            StopStrings = parsed.GetValue(stop)!,
        };
}
