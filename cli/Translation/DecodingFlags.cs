using System.CommandLine;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>The options by which a translation is searched for; what is not given is as a model was made, or by default.</summary>
internal sealed class DecodingFlags
{
    private readonly Option<long?> beam = new("--beam")
    {
        Description = "Hypotheses that are searched side by side; 1: greedy.",
    };

    private readonly Option<float?> lengthPenalty = new("--length-penalty")
    {
        Description = "The larger, the longer the translations; 0: none.",
    };

    private readonly Option<float?> coveragePenalty = new("--coverage-penalty")
    {
        Description = "How much it costs to leave source words unattended; 0: nothing.",
    };

    private readonly Option<long?> maximumLength = new("--max-length")
    {
        Description = "Tokens of a translation at the most.",
    };

    private readonly Option<float?> maximumRatio = new("--max-ratio")
    {
        Description =
            $"Tokens of a translation at the most for each of the source's, beside {DecodingOptions.SpareTokens}.",
    };

    /// <summary>What a file fixes: how often runs may come.</summary>
    public Option<int?> NoRepeat { get; } =
        new("--no-repeat-ngram") { Description = "Runs of so many tokens come once; 0: any may." };

    /// <summary>What a file fixes: how many translations a text has.</summary>
    public Option<int?> Best { get; } = new("--best") { Description = "Translations of each text, the best first." };

    /// <summary>What a file fixes: whether there are unknown words.</summary>
    public Option<bool> NoUnknown { get; } =
        new("--no-unknown")
        {
            Description = "Never produce an unknown word, which would become the source word of the largest attention.",
        };

    /// <summary>What is decided when a file is written.</summary>
    public IReadOnlyList<Option> Fixed => [NoRepeat, Best, NoUnknown];

    /// <summary>What any file can be told.</summary>
    public IReadOnlyList<Option> Free => [beam, lengthPenalty, coveragePenalty, maximumLength, maximumRatio];

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[.. Free, .. Fixed])
            command.Add(option);
    }

    /// <summary>The options that were asked for, the others as they are.</summary>
    public DecodingOptions Read(ParseResult parsed, DecodingOptions otherwise) =>
        (
            otherwise with
            {
                BeamSize = parsed.GetValue(beam) ?? Math.Max(otherwise.BeamSize, parsed.GetValue(Best) ?? 1),
                LengthPenalty = parsed.GetValue(lengthPenalty) ?? otherwise.LengthPenalty,
                CoveragePenalty = parsed.GetValue(coveragePenalty) ?? otherwise.CoveragePenalty,
                MaximumLength = parsed.GetValue(maximumLength) ?? otherwise.MaximumLength,
                MaximumRatio = parsed.GetValue(maximumRatio) ?? otherwise.MaximumRatio,
                NoRepeatNgram = parsed.GetValue(NoRepeat) ?? otherwise.NoRepeatNgram,
                Best = parsed.GetValue(Best) ?? otherwise.Best,
                ReplaceUnknown = otherwise.ReplaceUnknown && !parsed.GetValue(NoUnknown),
            }
        ).Validate();
}
