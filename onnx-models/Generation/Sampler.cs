using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Generation;

/// <summary>Draws tokens in C#, by the rule that <see cref="SamplingOptions"/> tells. For one thread at a time.</summary>
/// <param name="options">How it draws.</param>
/// <param name="vocabulary">Logits a step, V, the special tokens among them.</param>
public sealed class Sampler(SamplingOptions options, int vocabulary)
{
    /// <summary>The first id that can be drawn: the special ones in front of it have no text of their own.</summary>
    public const int FirstId = Vocabulary.End;

    /// <summary>Up to so many tokens are kept in order while they are read; more are sorted.</summary>
    private const int FewTokens = 64;

    private readonly ulong[] order = new ulong[vocabulary - FirstId];
    private readonly double[] sums = new double[vocabulary - FirstId];

    private int Kept =>
        options.Temperature > 0 ? (int)(options.TopK <= 0 ? order.Length : Math.Min(options.TopK, order.Length)) : 1;

    /// <summary>Draws a token.</summary>
    /// <param name="logits">A logit for each id [V].</param>
    /// <param name="uniform">The number that chooses, above 0 and below 1.</param>
    /// <returns>Its id.</returns>
    public int Draw(ReadOnlySpan<float> logits, double uniform)
    {
        var kept = Kept;
        if (kept == 1)
            return Best(logits);
        if (kept <= FewTokens)
            KeepFew(logits, kept);
        else
            SortAll(logits);

        var temperature = (double)Math.Min(options.Temperature, float.MaxValue);
        var largest = logits[Id(0)] / temperature;
        var weight = 0.0;
        for (var i = 0; i < kept; i++)
            weight += sums[i] = Math.Exp((logits[Id(i)] / temperature) - largest);
        var sum = 0.0;
        for (var i = 0; i < kept; i++)
            sums[i] = sum += sums[i] / weight;
        var nucleus = sums[First(kept, Math.Min((double)options.TopP, 1), orEqual: true)];
        return Id(First(kept, uniform * nucleus, orEqual: false));
    }

    private static int Best(ReadOnlySpan<float> logits)
    {
        var best = FirstId;
        for (var id = FirstId + 1; id < logits.Length; id++)
        {
            if (logits[id] > logits[best])
                best = id;
        }
        return best;
    }

    private int Id(int place) => (int)(uint)order[place];

    // The first place whose sum is larger than a limit, or as large.
    private int First(int count, double limit, bool orEqual)
    {
        for (var i = 0; i < count - 1; i++)
        {
            if (sums[i] > limit || (orEqual && !(sums[i] < limit)))
                return i;
        }
        return count - 1;
    }

    private void SortAll(ReadOnlySpan<float> logits)
    {
        for (var id = FirstId; id < logits.Length; id++)
            order[id - FirstId] = Key(logits[id], id);
        Array.Sort(order);
    }

    private void KeepFew(ReadOnlySpan<float> logits, int count)
    {
        var found = 0;
        for (var id = FirstId; id < logits.Length; id++)
        {
            var key = Key(logits[id], id);
            if (found == count && key > order[count - 1])
                continue;
            found = Math.Min(found + 1, count);
            var place = found - 1;
            for (; place > 0 && order[place - 1] > key; place--)
                order[place] = order[place - 1];
            order[place] = key;
        }
    }

    // Smaller for a larger logit and, of equal ones, for a smaller id. The bits of floats rise with their magnitude.
    private static ulong Key(float logit, int id)
    {
        var bits = BitConverter.SingleToUInt32Bits(logit + 0f); // -0 and 0 are equal
        var falling = (bits & 0x8000_0000) == 0 ? ~bits & 0x7fff_ffff : bits;
        return ((ulong)falling << 32) | (uint)id;
    }
}
