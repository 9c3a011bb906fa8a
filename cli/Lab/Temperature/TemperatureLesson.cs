using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Cli.Lab.Temperature;

/// <summary>What a language model is asked.</summary>
internal sealed record TemperatureOptions
{
    /// <summary>What the text begins with. Default: the beginning of a sonnet.</summary>
    public string Prompt { get; init; } = "When I do ";

    /// <summary>Temperatures. Default: 0.2, 0.5, 1 and 1.5.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = [0.2, 0.5, 1, 1.5];

    /// <summary>Tokens of a sample. Default: 300.</summary>
    public int Length { get; init; } = 300;

    /// <summary>Tokens that the table's top-k keeps. Default: 5.</summary>
    public int TopK { get; init; } = 5;

    /// <summary>The share that the table's top-p keeps. Default: 0.9.</summary>
    public double TopP { get; init; } = 0.9;

    /// <summary>Seed of the samples. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TemperatureOptions Validate()
    {
        OptionRange.AtLeast(Length, 2, "length");
        OptionRange.AtLeast(TopK, 1, "top-k");
        OptionRange.Positive(TopP, "top-p");
        if (Temperatures.Count == 0)
            throw new InvalidInputException("Option temperatures: expected at least one number, found none.");
        foreach (var temperature in Temperatures)
            OptionRange.Positive(temperature, "temperatures");
        return this;
    }
}

/// <summary>What one temperature does.</summary>
/// <param name="Temperature">The temperature.</param>
/// <param name="Probabilities">Of each token behind the prompt [V].</param>
/// <param name="Entropy">Of these, bits.</param>
/// <param name="Kept">Tokens that top-p keeps of these.</param>
/// <param name="Share">The share that top-k keeps of these.</param>
/// <param name="Sample">What was written behind the prompt.</param>
/// <param name="DistinctWords">Distinct words of the sample over all of its words.</param>
/// <param name="Nats">What the model itself, at temperature 1, says of the sample: cross entropy in nats a token.</param>
internal sealed record TemperatureRun(
    double Temperature,
    IReadOnlyList<double> Probabilities,
    double Entropy,
    int Kept,
    double Share,
    string Sample,
    double DistinctWords,
    double Nats
);

/// <summary>What sampling does with the logits of one model.</summary>
/// <param name="Options">What it was asked.</param>
/// <param name="Model">What the model is called.</param>
/// <param name="Tokens">The vocabulary [V].</param>
/// <param name="Logits">Behind the prompt [V].</param>
/// <param name="Runs">One for each temperature.</param>
internal sealed record TemperatureLesson(
    TemperatureOptions Options,
    string Model,
    IReadOnlyList<string> Tokens,
    IReadOnlyList<float> Logits,
    IReadOnlyList<TemperatureRun> Runs
)
{
    /// <exception cref="InvalidInputException">The file is no language model with states and a vocabulary.</exception>
    public static TemperatureLesson Measure(
        string name,
        SequenceModel model,
        TemperatureOptions options,
        CancellationToken cancel
    )
    {
        options.Validate();
        // Refuses what is no language model, with its reason.
        using (new TextGenerator(model)) { }
        var featurizer = TextFeaturizer.Of(model.Card!)!;
        var logits = LogitsBehind(model, featurizer, options.Prompt);
        return new TemperatureLesson(
            options,
            name,
            featurizer.Vocabulary.Tokens,
            logits,
            [
                .. options.Temperatures.Select(temperature =>
                {
                    cancel.ThrowIfCancellationRequested();
                    return Run(model, options, logits, temperature);
                }),
            ]
        );
    }

    private static TemperatureRun Run(
        SequenceModel model,
        TemperatureOptions options,
        float[] logits,
        double temperature
    )
    {
        var probabilities = NextToken.Probabilities(logits, temperature);
        using var generator = new TextGenerator(model);
        var sample = generator.Generate(
            options.Prompt,
            new GenerationOptions
            {
                Temperature = (float)temperature,
                Length = options.Length,
                Seed = options.Seed,
            }
        );
        var measured = LanguageEvaluation.Measure(model, options.Prompt + sample);
        return new TemperatureRun(
            temperature,
            probabilities,
            NextToken.Entropy(probabilities),
            NextToken.Kept(probabilities, options.TopP),
            NextToken.Share(probabilities, options.TopK),
            sample,
            DistinctWords(sample),
            measured.NatsPerToken
        );
    }

    /// <summary>Type/token ratio: distinct words over words, in lower case and without the signs around them.</summary>
    public static double DistinctWords(string text)
    {
        string[] words =
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim(',', '.', ';', ':', '!', '?', '\'', '-').ToUpperInvariant())
                .Where(word => word.Length > 0),
        ];
        return words.Length == 0 ? 0 : (double)words.Distinct().Count() / words.Length;
    }

    private static float[] LogitsBehind(SequenceModel model, TextFeaturizer featurizer, string prompt)
    {
        var text = LanguageText.Read(prompt, featurizer);
        if (text.Ids.Length == 0)
            throw new InvalidInputException("Option prompt: expected a text, found an empty one.");
        var inputs = LanguageEvaluation.Inputs(model.File, text)[^1];
        var logits = model.Run([.. inputs]).First(output => output.Name == "logits").Floats; // [1, T, V]
        return logits[^featurizer.Vocabulary.Count..];
    }
}
