using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>All that follows from the data and the options before anything is trained.</summary>
/// <param name="Split">The parts of the data.</param>
/// <param name="Source">From source texts to ids, by the training part's vocabulary.</param>
/// <param name="Target">From target texts to ids, by the training part's vocabulary.</param>
/// <param name="Options">How the translator is made.</param>
public sealed record TranslationSetup(
    ParallelSplit Split,
    TextFeaturizer Source,
    TextFeaturizer Target,
    TranslationTrainingOptions Options
)
{
    /// <summary>Cuts the data and reads its vocabularies.</summary>
    /// <param name="data">Pairs to learn from.</param>
    /// <param name="options">How the translator is made.</param>
    /// <param name="validation">Pairs that choose the epoch; null sets a share of <paramref name="data"/> apart.</param>
    /// <param name="test">Pairs to measure on; null takes a share of <paramref name="data"/>, or the validation part.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or there are too few pairs.</exception>
    public static TranslationSetup Of(
        ParallelTexts data,
        TranslationTrainingOptions options,
        ParallelTexts? validation = null,
        ParallelTexts? test = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var split = Cut(data, options, validation, test);
        return new TranslationSetup(
            split,
            Fit(split.Training.Source, options),
            Fit(split.Training.Target, options),
            options
        );
    }

    private static TextFeaturizer Fit(IReadOnlyList<string> texts, TranslationTrainingOptions options)
    {
        var text =
            options.BytePairs > 0
                ? options.Text with
                {
                    BytePairs = BytePairs.Learn(texts, options.Text, options.BytePairs),
                }
                : options.Text;
        return TextFeaturizer.Fit(texts, text, options.Vocabulary);
    }

    private static ParallelSplit Cut(
        ParallelTexts data,
        TranslationTrainingOptions options,
        ParallelTexts? validation,
        ParallelTexts? test
    )
    {
        if (validation is not null)
            return new ParallelSplit(data, validation, test);
        var cut = ParallelSplit.Of(data, options.ValidationShare, test is null ? options.TestShare : 0);
        return new ParallelSplit(cut.Training, cut.Validation, test ?? cut.Test);
    }
}
