using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference;

/// <summary>What a classifier says to a text.</summary>
/// <param name="Label">The most likely label.</param>
/// <param name="Probabilities">The probability of each label, in the order of the card's.</param>
public sealed record Classification(string Label, IReadOnlyList<float> Probabilities);

/// <summary>
/// Classifies texts with a model that reads <c>text</c> string [batch, 1] and gives <c>label</c> [batch, 1] and
/// <c>probabilities</c> [batch, K].
/// </summary>
public static class Classifications
{
    private const string Text = "text";

    /// <summary>Texts scored at once.</summary>
    private const int Batch = 32;

    /// <summary>The answers to some texts, in their order.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="texts">The texts; an empty one has an answer as well.</param>
    /// <exception cref="InvalidInputException">The model is no classifier of texts.</exception>
    public static IReadOnlyList<Classification> Of(SequenceModel model, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        Labels(model);
        var answers = new Classification[texts.Count];
        // Texts of about the same length together: little padding.
        foreach (var rows in Enumerable.Range(0, texts.Count).OrderBy(row => texts[row].Length).Chunk(Batch))
        {
            string[] batch = [.. rows.Select(row => texts[row])];
            var outputs = model.Run(NamedTensor.Of(Text, batch, batch.Length, 1)).ToDictionary(output => output.Name);
            var (labels, probabilities) = ((string[])outputs["label"].Data, outputs["probabilities"].Floats);
            var classes = probabilities.Length / batch.Length;
            foreach (var (i, row) in rows.Index())
                answers[row] = new(labels[i], probabilities[(i * classes)..((i + 1) * classes)]);
        }
        return answers;
    }

    /// <summary>Classifies some of the texts and measures the answers.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="data">The texts, with the labels that the model knows, in its order.</param>
    /// <param name="rows">Numbers of the texts; null for all.</param>
    /// <exception cref="InvalidInputException">The model is no classifier of texts, its labels are others, or there is no text.</exception>
    public static ClassificationMetrics Evaluate(
        SequenceModel model,
        LabeledTexts data,
        IReadOnlyList<int>? rows = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        var labels = Labels(model);
        if (!data.Labels.SequenceEqual(labels))
            throw new InvalidInputException(
                $"Data '{data.Name}': expected the labels of the model, {string.Join(", ", labels)}, found {string.Join(", ", data.Labels)}."
            );
        rows ??= [.. Enumerable.Range(0, data.Count)];
        var numbers = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        var answers = Of(model, [.. rows.Select(row => data.Texts[row])]);
        int[] truth = [.. rows.Select(row => data.Classes[row])];
        return ClassificationMetrics.Of(
            labels,
            truth,
            [.. answers.Select(answer => numbers[answer.Label])],
            [.. answers.Zip(truth, (answer, label) => answer.Probabilities[label])]
        );
    }

    private static IReadOnlyList<string> Labels(SequenceModel model) =>
        model.Card is { Task: ModelCard.ClassificationTask, Labels: { Count: > 0 } labels }
        && model.File.Inputs is [{ Name: Text }]
            ? labels
            : throw new InvalidInputException(
                $"Model '{model.File.Name}': expected a classifier of texts with a card and labels, found the task {model.Card?.Task ?? "of no card"} and the inputs {string.Join(", ", model.File.Inputs.Select(input => input.Name))}."
            );
}
