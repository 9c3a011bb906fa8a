using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about a file whose weights were made smaller.</summary>
internal static class WeightsReport
{
    public static string Describe(CardWeights weights) =>
        FormattableString.Invariant(
            $"{weights.Format}: {weights.BytesBefore:N0} bytes became {weights.BytesAfter:N0}; the answers differ by at most {weights.LargestDifference:G2} standard deviations (allowed {weights.Tolerance:G2}; root mean square {weights.RootMeanSquareDifference:G2}), on {weights.MeasuredOn}"
        );
}
