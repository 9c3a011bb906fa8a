using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>
/// Translates texts with one file that searches by itself: it reads <c>text</c> string [batch, 1] and gives <c>translation</c>
/// string [batch, best] and <c>score</c> [batch, best]; where it gives <c>target_tokens</c>, <c>source_tokens</c> and
/// <c>attention</c> as well, the best translations have them.
/// </summary>
/// <remarks>
/// How many translations a text has, whether unknown words are replaced and how long runs may come again was decided when the file
/// was written: <see cref="DecodingOptions.Best"/>, <see cref="DecodingOptions.ReplaceUnknown"/> and
/// <see cref="DecodingOptions.NoRepeatNgram"/> do not count here.
/// </remarks>
public static class Translations
{
    /// <summary>The best translation of each text, in their order.</summary>
    /// <param name="model">The translator.</param>
    /// <param name="texts">The texts; one without tokens is translated to none, with the score 0.</param>
    /// <param name="options">How it is searched; null for the defaults of the file.</param>
    /// <param name="batchSize">Texts translated at once, 1 or more.</param>
    /// <param name="cancel">Stops between two steps of the search.</param>
    /// <exception cref="InvalidInputException">The model is no translator, an option is out of its range, or the file can not be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<TranslatedText> Of(
        SequenceModel model,
        IReadOnlyList<string> texts,
        DecodingOptions? options = null,
        int batchSize = 32,
        CancellationToken cancel = default
    ) => [.. BestOf(model, texts, options, batchSize, cancel).Select(best => best[0])];

    /// <summary>As many translations of each text as the file gives, the best first, in the order of the texts.</summary>
    /// <param name="model">The translator.</param>
    /// <param name="texts">The texts; one without tokens is translated to none, with the score 0.</param>
    /// <param name="options">How it is searched; null for the defaults of the file.</param>
    /// <param name="batchSize">Texts translated at once, 1 or more.</param>
    /// <param name="cancel">Stops between two steps of the search.</param>
    /// <exception cref="InvalidInputException">The model is no translator, an option is out of its range, or the file can not be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<IReadOnlyList<TranslatedText>> BestOf(
        SequenceModel model,
        IReadOnlyList<string> texts,
        DecodingOptions? options = null,
        int batchSize = 32,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        RequireTranslator(model);
        OptionRange.AtLeast(batchSize, 1, "batch");
        NamedTensor[] given = [.. Inputs(model, options)];
        var results = new IReadOnlyList<TranslatedText>[texts.Count];
        // Texts of about the same length together: little padding.
        foreach (var rows in Enumerable.Range(0, texts.Count).OrderBy(row => texts[row].Length).Chunk(batchSize))
        {
            string[] batch = [.. rows.Select(row => texts[row])];
            var outputs = model.Run([NamedTensor.Of(TranslatorGraph.Text, batch, batch.Length, 1), .. given], cancel);
            var answer = new Answer(outputs.ToDictionary(output => output.Name));
            foreach (var (i, row) in rows.Index())
                results[row] = answer.Of(i);
        }
        return results;
    }

    // Those that have no default are given one here.
    private static IEnumerable<NamedTensor> Inputs(SequenceModel model, DecodingOptions? options)
    {
        var names = model.File.Inputs.Select(input => input.Name).ToHashSet();
        if (options is not null)
            names.UnionWith(model.File.OptionalInputs.Select(input => input.Name));
        var values = (options ?? new DecodingOptions()).Validate();
        if (values.CoveragePenalty > 0 && !names.Contains(TranslatorGraph.CoveragePenalty))
            throw Refusals.CoverageWithoutAttention(model, values);
        return new[]
        {
            NamedTensor.Of(TranslatorGraph.BeamSize, [values.BeamSize], 1),
            NamedTensor.Of(TranslatorGraph.LengthPenalty, [values.LengthPenalty], 1),
            NamedTensor.Of(TranslatorGraph.CoveragePenalty, [values.CoveragePenalty], 1),
            NamedTensor.Of(TranslatorGraph.MaximumLength, [values.MaximumLength], 1),
            NamedTensor.Of(TranslatorGraph.MaximumRatio, [values.MaximumRatio], 1),
        }.Where(value => names.Contains(value.Name));
    }

    private static void RequireTranslator(SequenceModel model)
    {
        var (inputs, outputs) = (model.File.Inputs, model.File.Outputs);
        if (
            model.Card?.Task != ModelCard.TranslationTask
            || inputs.All(input => input.Name != TranslatorGraph.Text)
            || outputs.All(output => output.Name != TranslatorGraph.Translation)
            || outputs.All(output => output.Name != TranslatorGraph.Score)
        )
            throw new InvalidInputException(
                $"Model '{model.Name}': expected a translator of texts with a card, found the task {model.Card?.Task ?? "of no card"} and the inputs {string.Join(", ", inputs.Select(input => input.Name))}."
            );
    }

    /// <summary>What the file gives for a batch.</summary>
    private sealed class Answer(Dictionary<string, NamedTensor> outputs)
    {
        private readonly NamedTensor translations = outputs[TranslatorGraph.Translation]; // [N, best]
        private readonly float[] scores = outputs[TranslatorGraph.Score].Floats; // [N, best]

        public TranslatedText[] Of(int row)
        {
            var best = (int)translations.Shape[1];
            var found = new TranslatedText[best];
            for (var i = 0; i < best; i++)
                found[i] = new(translations.Strings[(row * best) + i], scores[(row * best) + i]);
            found[0] = found[0] with
            {
                Tokens = Tokens(TranslatorGraph.TargetTokens, row),
                SourceTokens = Tokens(TranslatorGraph.SourceTokens, row),
            };
            found[0] = found[0] with { Attention = Attention(found[0], row) };
            return found;
        }

        // Behind the end there are empty texts.
        private string[]? Tokens(string name, int row) =>
            outputs.TryGetValue(name, out var all)
                ?
                [
                    .. all
                        .Strings.AsSpan((int)(row * all.Shape[1]), (int)all.Shape[1])
                        .ToArray()
                        .TakeWhile(token => token.Length > 0),
                ]
                : null;

        private float[][]? Attention(TranslatedText text, int row)
        {
            if (
                !outputs.TryGetValue(TranslatorGraph.Attention, out var all)
                || text is not { Tokens: { } to, SourceTokens: { } from }
            )
                return null;
            var (target, source) = ((int)all.Shape[1], (int)all.Shape[2]);
            return [.. to.Select((_, i) => all.Floats.AsSpan(((row * target) + i) * source, from.Count).ToArray())];
        }
    }
}
