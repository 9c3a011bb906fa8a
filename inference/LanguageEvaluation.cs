using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference;

/// <summary>Measures a language model by its file alone: one with states, which reads a text in pieces and carries them on.</summary>
public static class LanguageEvaluation
{
    /// <summary>Steps of a piece: enough that a call costs nothing beside its work.</summary>
    private const int DefaultSegment = 500;

    /// <summary>Logits of a piece at the most, 16 MB.</summary>
    private const int MostLogits = 4_000_000;

    private const string Logits = "logits";

    /// <summary>Measures a model on a text.</summary>
    /// <param name="model">A language model with its vocabulary in the card, exported with states.</param>
    /// <param name="text">The text, its lines ended by line feeds.</param>
    /// <param name="segment">Steps of a piece at the most; the result does not depend on it. Default: 500.</param>
    /// <exception cref="InvalidInputException">The file is no such model, or the text has fewer than two tokens.</exception>
    public static LanguageMetrics Measure(SequenceModel model, string text, int segment = DefaultSegment)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Card is not { } card || TextFeaturizer.Of(card) is not { } featurizer)
            throw new InvalidInputException(
                $"Model '{model.File.Name}': expected a language model with tokenizer and vocabulary in its card, found none."
            );
        return Measure(model, LanguageText.Read(text, featurizer), segment);
    }

    /// <summary>Measures a model on a text that was read by its vocabulary.</summary>
    /// <param name="model">A language model exported with states.</param>
    /// <param name="text">The text.</param>
    /// <param name="segment">Steps of a piece at the most; the result does not depend on it. Default: 500.</param>
    /// <exception cref="InvalidInputException">The file is no such model, or the text has fewer than two tokens.</exception>
    public static LanguageMetrics Measure(SequenceModel model, LanguageText text, int segment = DefaultSegment)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(segment);
        if (text.Predicted < 1)
            throw new InvalidInputException(
                $"The text: expected 2 tokens or more, the second to be predicted from the first, found {text.Ids.Length}."
            );
        var states = StatesBefore(model);
        var width = Width(model);
        foreach (var id in text.Ids.Span)
            RequireKnown(model, id, width);
        segment = Math.Clamp(MostLogits / width, 1, segment);
        var nats = 0.0;
        for (var from = 0; from < text.Predicted; )
        {
            var steps = Math.Min(segment, text.Predicted - from);
            var ids = NamedTensor.Of("ids", text.Ids.Slice(from, steps).ToArray(), 1, steps);
            var outputs = model.Run([ids, .. states]).ToDictionary(output => output.Name);
            var logits = outputs[Logits].Floats; // [1, T, V]
            for (var step = 0; step < steps; step++)
                nats += CrossEntropy(logits.AsSpan(step * width, width), (int)text.Ids.Span[from + step + 1]);
            states = [.. states.Select(state => After(state, outputs))];
            from += steps;
        }
        return new LanguageMetrics(nats, text.Predicted, text.Characters, text.Unknown);
    }

    // The states before the first step: zeros.
    private static NamedTensor[] StatesBefore(SequenceModel model)
    {
        var inputs = model.File.Inputs.ToDictionary(input => input.Name);
        if (!inputs.Remove("ids") || !inputs.ContainsKey("h_in") || Width(model) < 1)
            throw new InvalidInputException(
                $"Model '{model.File.Name}': expected a language model with states (inputs ids and h_in, output logits), found inputs {string.Join(", ", model.File.Inputs.Select(input => input.Name))}."
            );
        return [.. inputs.Values.Select(Zeros)];
    }

    // Logits of a step, V; 0 where there are none.
    private static int Width(SequenceModel model) =>
        (int)(model.File.Outputs.FirstOrDefault(output => output.Name == Logits)?.Shape[^1].Value ?? 0);

    private static void RequireKnown(SequenceModel model, long id, int width)
    {
        if (id < 0 || id >= width)
            throw new InvalidInputException(
                $"Model '{model.File.Name}': expected ids from 0 to {width - 1}, found {id}."
            );
    }

    // [batch, layers, hidden] of one row.
    private static NamedTensor Zeros(TensorInfo state)
    {
        long[] shape = [1, .. state.Shape.Skip(1).Select(dim => dim.Value ?? 1)];
        return NamedTensor.Of(state.Name, new float[shape.Aggregate((a, b) => a * b)], shape);
    }

    private static NamedTensor After(NamedTensor state, Dictionary<string, NamedTensor> outputs) =>
        NamedTensor.Of(
            state.Name,
            outputs[state.Name.Replace("_in", "_out", StringComparison.Ordinal)].Floats,
            state.Shape
        );

    // -log softmax(logits)[id], in double precision.
    private static double CrossEntropy(ReadOnlySpan<float> logits, int id)
    {
        double highest = logits[0];
        foreach (var logit in logits)
            highest = Math.Max(highest, logit);
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - highest);
        return Math.Log(sum) + highest - logits[id];
    }
}
