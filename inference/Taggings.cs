using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference;

/// <summary>
/// Tags sentences with a model that reads <c>tokens</c> string [batch, time] and gives <c>tags</c> string [batch, time].
/// </summary>
public static class Taggings
{
    private const string Tokens = "tokens";
    private const string Tags = "tags";

    /// <summary>Sentences tagged at once.</summary>
    private const int Batch = 32;

    /// <summary>The tags of some sentences, in their order.</summary>
    /// <param name="model">The tagger.</param>
    /// <param name="sentences">The words of each; one without words has no tags.</param>
    /// <exception cref="InvalidInputException">The model is no tagger of words, or the last word of a sentence is empty.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Of(
        SequenceModel model,
        IReadOnlyList<IReadOnlyList<string>> sentences
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sentences);
        RequireTagger(model);
        var empty = sentences.Index().FirstOrDefault(sentence => sentence.Item is [.., ""], (-1, []));
        if (empty.Index >= 0)
            throw new InvalidInputException(
                $"Sentence {empty.Index}: expected a word at its end, found an empty one, which is padding."
            );
        var answers = new IReadOnlyList<string>[sentences.Count];
        // Sentences of about the same length together: little padding.
        foreach (var rows in Enumerable.Range(0, sentences.Count).OrderBy(row => sentences[row].Count).Chunk(Batch))
        {
            var time = sentences[rows[^1]].Count;
            string[] tokens =
            [
                .. rows.SelectMany(row => sentences[row].Concat(Enumerable.Repeat("", time - sentences[row].Count))),
            ];
            var tags = model
                .Run(NamedTensor.Of(Tokens, tokens, rows.Length, time))
                .Single(output => output.Name == Tags)
                .Strings;
            foreach (var (i, row) in rows.Index())
                answers[row] = tags[(i * time)..(i * time + sentences[row].Count)];
        }
        return answers;
    }

    /// <summary>Tags sentences and measures the answers.</summary>
    /// <param name="model">The tagger, with its card.</param>
    /// <param name="data">Sentences with their right tags; a tag that the model does not know is one that it never finds.</param>
    /// <exception cref="InvalidInputException">The model is no tagger of words.</exception>
    public static TaggingMetrics Evaluate(SequenceModel model, TaggedSentences data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var answers = Of(model, [.. data.Sentences.Select(sentence => sentence.Words)]);
        var featurizer = model.Card is null ? null : WordFeaturizer.Of(model.Card);
        return TaggingMetrics.Of(
            data.Sentences,
            answers,
            featurizer is null ? null : word => featurizer.WordId(word) != Vocabulary.Unknown
        );
    }

    private static void RequireTagger(SequenceModel model)
    {
        if (model.File.Inputs is not [{ Name: Tokens }] || model.File.Outputs.All(output => output.Name != Tags))
            throw new InvalidInputException(
                $"Model '{model.File.Name}': expected a tagger of words, found the task {model.Card?.Task ?? "of no card"} and the inputs {string.Join(", ", model.File.Inputs.Select(input => input.Name))}."
            );
    }
}
