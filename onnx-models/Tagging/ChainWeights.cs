namespace Rnn.Onnx.Models.Tagging;

/// <summary>
/// The trained numbers of a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over K tags: a path y of
/// T steps has the score start(y₁) + Σ emission(t, y_t) + Σ transition(y_t, y_t+1) + end(y_T) (Lample et al. 2016, section 2.2).
/// </summary>
/// <param name="Transitions">From the tag of a row to that of a column, [K, K].</param>
/// <param name="Start">Of each tag as the first one, [K].</param>
/// <param name="End">Of each tag as the last one, [K].</param>
public sealed record ChainWeights(float[] Transitions, float[] Start, float[] End)
{
    /// <summary>Tags, K.</summary>
    public int Tags => Start.Length;

    internal void Validate()
    {
        if (Start.Length == 0 || End.Length != Start.Length || Transitions.Length != Start.Length * Start.Length)
        {
            throw Errors.Argument(
                nameof(Transitions),
                $"A chain over {Start.Length} tags needs {Start.Length * Start.Length} transitions and {Start.Length} ends, found {Transitions.Length} and {End.Length}."
            );
        }
    }
}
