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

    private const string Ids = "ids";
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
        return new LanguageMetrics(Nats(model, text, segment).Sum(), text.Predicted, text.Characters, text.Unknown);
    }

    /// <summary>How surprising each token behind the first is: -log p of it, natural logarithm, by all tokens in front of it.</summary>
    /// <param name="model">A language model exported with states.</param>
    /// <param name="text">The text.</param>
    /// <param name="segment">Steps of a piece at the most; the result does not depend on it. Default: 500.</param>
    /// <returns>The values in order, computed piece by piece as they are asked for.</returns>
    /// <exception cref="InvalidInputException">The file is no such model, or the text has fewer than two tokens.</exception>
    public static IEnumerable<double> Nats(SequenceModel model, LanguageText text, int segment = DefaultSegment)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(segment);
        if (text.Predicted < 1)
            throw new InvalidInputException(
                $"The text: expected 2 tokens or more, the second to be predicted from the first, found {text.Ids.Length}."
            );
        var states = StatesBefore(model.File);
        var width = Width(model.File);
        foreach (var id in text.Ids.Span)
            RequireKnown(model, id, width);
        return Pieces(model, text, states, width, Math.Clamp(MostLogits / width, 1, segment)).SelectMany(nats => nats);
    }

    /// <summary>The beginning of a text as the inputs of single runs, each from the state of no steps: what answers are compared on.</summary>
    /// <param name="file">A language model exported with states.</param>
    /// <param name="text">The text.</param>
    /// <param name="pieces">Runs at the most, of 500 steps each. Default: 20.</param>
    /// <exception cref="InvalidInputException">The file is no such model.</exception>
    public static IReadOnlyList<IReadOnlyList<NamedTensor>> Inputs(ModelFile file, LanguageText text, int pieces = 20)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(text);
        var states = StatesBefore(file);
        return
        [
            .. text
                .Ids.ToArray()
                .Chunk(DefaultSegment)
                .Take(pieces)
                .Select(ids => (IReadOnlyList<NamedTensor>)[NamedTensor.Of(Ids, ids, 1, ids.Length), .. states]),
        ];
    }

    private static IEnumerable<double[]> Pieces(
        SequenceModel model,
        LanguageText text,
        NamedTensor[] states,
        int width,
        int segment
    )
    {
        for (var from = 0; from < text.Predicted; )
        {
            var steps = Math.Min(segment, text.Predicted - from);
            var ids = NamedTensor.Of(Ids, text.Ids.Slice(from, steps).ToArray(), 1, steps);
            var outputs = model.Run([ids, .. states]).ToDictionary(output => output.Name);
            var logits = outputs[Logits].Floats; // [1, T, V]
            var nats = new double[steps];
            for (var step = 0; step < steps; step++)
                nats[step] = CrossEntropy(logits.AsSpan(step * width, width), (int)text.Ids.Span[from + step + 1]);
            yield return nats;
            states = [.. states.Select(state => After(state, outputs))];
            from += steps;
        }
    }

    // The states before the first step: zeros.
    private static NamedTensor[] StatesBefore(ModelFile file)
    {
        var inputs = file.Inputs.ToDictionary(input => input.Name);
        if (!inputs.Remove(Ids) || !inputs.ContainsKey("h_in") || Width(file) < 1)
            throw new InvalidInputException(
                $"Model '{file.Name}': expected a language model with states (inputs ids and h_in, output logits), found inputs {string.Join(", ", file.Inputs.Select(input => input.Name))}."
            );
        return [.. inputs.Values.Select(Zeros)];
    }

    // Logits of a step, V; 0 where there are none.
    private static int Width(ModelFile file) =>
        (int)(file.Outputs.FirstOrDefault(output => output.Name == Logits)?.Shape[^1].Value ?? 0);

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
