using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Compression;

/// <summary>How the answers of two files to the same inputs differ.</summary>
/// <param name="Largest">Largest difference of a number, in standard deviations of its output.</param>
/// <param name="RootMeanSquare">Root of the mean squared difference, in the same unit, of the output where it is largest.</param>
/// <param name="Worst">The output of the largest difference.</param>
/// <param name="EqualLabels">Share of labels (text or whole numbers) that are the same; null where no output has any.</param>
internal sealed record AnswerDifference(double Largest, double RootMeanSquare, string Worst, double? EqualLabels)
{
    public static AnswerDifference Measure(
        ModelFile file,
        ModelFile other,
        IReadOnlyList<IReadOnlyList<NamedTensor>> batches
    )
    {
        var settings = new SessionSettings { Device = Device.Cpu };
        using var first = SequenceModel.From(file, file.Name, settings);
        using var second = SequenceModel.From(other, file.Name, settings);
        var numbers = new SortedDictionary<string, Sums>(StringComparer.Ordinal);
        var (labels, same) = (0L, 0L);
        foreach (var batch in batches)
        {
            var found = second.Run(batch).ToDictionary(output => output.Name);
            foreach (var output in first.Run(batch))
            {
                var twin = found[output.Name];
                if (output.Data is float[] values && twin.Data is float[] others)
                {
                    numbers.TryAdd(output.Name, new Sums());
                    numbers[output.Name].Add(values, others);
                }
                else
                {
                    labels += output.Data.Length;
                    same += output
                        .Data.Cast<object>()
                        .Zip(twin.Data.Cast<object>())
                        .Count(p => p.First.Equals(p.Second));
                }
            }
        }
        var worst = numbers.MaxBy(entry => entry.Value.Largest);
        return new AnswerDifference(
            numbers.Count == 0 ? 0 : worst.Value.Largest,
            numbers.Count == 0 ? 0 : worst.Value.RootMeanSquare,
            worst.Key ?? "none",
            labels == 0 ? null : (double)same / labels
        );
    }

    private sealed class Sums
    {
        private long count;
        private double sum;
        private double squares;
        private double differences;
        private double largest;

        public double Largest => largest / Deviation;

        public double RootMeanSquare => Math.Sqrt(differences / count) / Deviation;

        // An output that never changes has no deviation: then its size is the measure.
        private double Deviation
        {
            get
            {
                var mean = sum / count;
                var deviation = Math.Sqrt(Math.Max(0, squares / count - mean * mean));
                return deviation > 1e-6 * Math.Abs(mean) ? deviation : Math.Max(Math.Abs(mean), 1e-30);
            }
        }

        public void Add(float[] values, float[] others)
        {
            if (values.Length != others.Length)
                largest = double.PositiveInfinity;
            for (var i = 0; i < Math.Min(values.Length, others.Length); i++)
            {
                var difference = Math.Abs((double)values[i] - others[i]);
                count++;
                sum += values[i];
                squares += (double)values[i] * values[i];
                differences += difference * difference;
                largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
            }
        }
    }
}
