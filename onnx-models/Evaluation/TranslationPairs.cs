namespace Rnn.Onnx.Models.Evaluation;

/// <summary>What the scores of translations have in common.</summary>
internal static class TranslationPairs
{
    /// <summary>Refuses what can not be compared.</summary>
    public static void RequireAligned(int hypotheses, int references)
    {
        if (hypotheses == 0 || hypotheses != references)
            throw Errors.InvalidInput(
                $"Translations to judge: expected 1 or more, and as many references, found {hypotheses} and {references}."
            );
    }
}
