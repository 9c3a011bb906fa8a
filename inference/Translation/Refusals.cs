using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>What both ways of translating refuse.</summary>
internal static class Refusals
{
    public static InvalidInputException CoverageWithoutAttention(SequenceModel model, DecodingOptions options) =>
        new(
            FormattableString.Invariant(
                $"Option coverage-penalty: expected 0 for model '{model.Name}', which has no attention, found {options.CoveragePenalty}."
            )
        );
}
