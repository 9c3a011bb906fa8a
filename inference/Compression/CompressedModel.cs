using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Compression;

/// <summary>Makes a model's file smaller, and refuses to when the answers change by more than is allowed.</summary>
public static class CompressedModel
{
    /// <summary>Difference allowed to float16 weights, in standard deviations of the output: 0.01.</summary>
    public const double HalfTolerance = 0.01;

    /// <summary>Difference allowed to 8-bit weights, in standard deviations of the output: 0.1.</summary>
    public const double Int8Tolerance = 0.1;

    /// <summary>The tolerance that holds unless another is given.</summary>
    public static double DefaultTolerance(WeightFormat format) =>
        format == WeightFormat.Int8 ? Int8Tolerance : HalfTolerance;

    /// <summary>
    /// Writes the weights in another format and compares the answers on the CPU. The card, where the file has one, tells the
    /// format, the sizes, the differences that were measured and on what.
    /// </summary>
    /// <param name="file">The float32 model.</param>
    /// <param name="format">The new format.</param>
    /// <param name="batches">Inputs to compare on, one list a run; best real data that the model was not trained on.</param>
    /// <param name="measuredOn">What these inputs are, for the card: "the test part of births.csv".</param>
    /// <param name="tolerance">
    /// Largest difference of a value allowed, in standard deviations of its output; by default <see cref="DefaultTolerance"/>.
    /// </param>
    /// <exception cref="InvalidInputException">The answers differ by more, or there is nothing to compare on.</exception>
    public static ModelFile Create(
        ModelFile file,
        WeightFormat format,
        IReadOnlyList<IReadOnlyList<NamedTensor>> batches,
        string measuredOn,
        double? tolerance = null
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(batches);
        if (format == WeightFormat.Float32)
            return file;
        if (batches.Count == 0)
            throw new InvalidInputException($"Model '{file.Name}': expected inputs to compare on, found none.");
        var allowed = tolerance ?? DefaultTolerance(format);
        var compressed = format == WeightFormat.Float16 ? HalfPrecision.Convert(file) : Quantizer.Quantize(file).File;
        var difference = AnswerDifference.Measure(file, compressed, batches);
        var name = format.ToString().ToLowerInvariant();
        if (!(difference.Largest <= allowed))
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"Model '{file.Name}' with {name} weights: expected answers within {allowed:G3} standard deviations of the float32 ones, found {difference.Largest:G3} in '{difference.Worst}' on {measuredOn}; nothing was written."
                )
            );
        if (file.Card is not { } card)
            return compressed;
        var weights = new CardWeights(name, file.ToBytes().LongLength, compressed.ToBytes().LongLength)
        {
            LargestDifference = difference.Largest,
            RootMeanSquareDifference = difference.RootMeanSquare,
            EqualLabels = difference.EqualLabels,
            Tolerance = allowed,
            MeasuredOn = measuredOn,
        };
        return compressed.WithCard(card with { Weights = weights });
    }
}
