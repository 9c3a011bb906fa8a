using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>What a plain decoder carries: hidden and cell states of each layer, and the attentional vector.</summary>
internal sealed record PlainState(double[][] Hidden, double[][] Cell, double[] Feed);

/// <summary>The equations of <see cref="Seq2SeqWeights"/>, for one sentence, in double precision, sharing no code with the product.</summary>
internal sealed class PlainSeq2Seq(Seq2SeqWeights weights)
{
    private readonly int vocabulary = weights.OutputBias.Length;

    public bool HasAttention => weights.Attention != AttentionKind.None;

    /// <summary>What the encoder gives at every step [S][D*He], and the decoder's first states.</summary>
    public (double[][] Outputs, PlainState First) Encode(IReadOnlyList<long> ids)
    {
        var embedding = weights.Encoder[0].Features;
        double[][] steps = [.. ids.Select(id => Row(weights.SourceEmbedding, (int)id, embedding))];
        var (hidden, cells) = (new List<double>(), new List<double>());
        for (var layer = 0; layer < weights.Encoder.Count; layer++)
        {
            var own = Layer(weights.Encoder[layer], steps, hidden, cells);
            steps = weights.Residual && layer > 0 ? [.. own.Zip(steps, Sum)] : own;
        }

        double[] first = [.. Affine(weights.BridgeHidden, [.. hidden], weights.BridgeHiddenBias).Select(Math.Tanh)];
        var firstCell = weights.BridgeCell is null
            ? new double[first.Length]
            : Affine(weights.BridgeCell, [.. cells], weights.BridgeCellBias);
        return (
            steps,
            new(
                [.. first.Chunk(weights.Decoder[0].Hidden)],
                [.. firstCell.Chunk(weights.Decoder[0].Hidden)],
                new double[weights.CombineBias.Length]
            )
        );
    }

    /// <summary>Reads one token: the logits [V], the share of each source step (none without attention), the next states.</summary>
    public (double[] Logits, double[] Shares, PlainState Next) Step(double[][] outputs, long token, PlainState state)
    {
        var embedding = weights.TargetEmbedding.Length / vocabulary;
        double[] x =
        [
            .. Row(weights.TargetEmbedding, (int)token, embedding),
            .. weights.InputFeeding ? state.Feed : [],
        ];
        var (hidden, cells) = (new double[weights.Decoder.Count][], new double[weights.Decoder.Count][]);
        for (var layer = 0; layer < hidden.Length; layer++)
        {
            var cell = new PlainCell(weights.Decoder[layer].Cell, weights.Decoder[layer].Forward);
            (hidden[layer], cells[layer]) = cell.Step(x, state.Hidden[layer], state.Cell[layer]);
            x = weights.Residual && layer > 0 ? Sum(hidden[layer], x) : hidden[layer];
        }

        var shares = HasAttention ? Softmax([.. outputs.Select(output => Score(x, output))]) : [];
        var context = new double[HasAttention ? outputs[0].Length : 0];
        for (var step = 0; step < shares.Length; step++)
        {
            for (var j = 0; j < context.Length; j++)
                context[j] += shares[step] * outputs[step][j];
        }

        double[] vector = [.. Affine(weights.Combine, [.. x, .. context], weights.CombineBias).Select(Math.Tanh)];
        var logits = Affine(weights.Output ?? weights.TargetEmbedding, vector, weights.OutputBias);
        return (logits, shares, new(hidden, cells, vector));
    }

    public static double[] Softmax(double[] values)
    {
        var largest = values.Max();
        double[] odds = [.. values.Select(value => Math.Exp(value - largest))];
        var all = odds.Sum();
        return [.. odds.Select(value => value / all)];
    }

    private double Score(double[] state, double[] output)
    {
        if (weights.Attention == AttentionKind.Dot)
            return Dot(state, output);
        var key = Affine(weights.Key!, output);
        if (weights.Attention == AttentionKind.General)
            return Dot(state, key);
        var fits = Sum(Affine(weights.Query!, state), key).Select(Math.Tanh);
        return fits.Zip(weights.Energy!, (fit, v) => fit * v).Sum();
    }

    // The final states go behind those of the layers below: forward, then backward.
    private static double[][] Layer(RecurrentLayer layer, double[][] steps, List<double> hidden, List<double> cells)
    {
        var size = layer.Hidden;
        var own = steps.Select(_ => new double[layer.DirectionCount * size]).ToArray();
        for (var direction = 0; direction < layer.DirectionCount; direction++)
        {
            var cell = new PlainCell(layer.Cell, direction == 0 ? layer.Forward : layer.Backward!);
            var (h, c) = (new double[size], new double[size]);
            for (var step = 0; step < steps.Length; step++)
            {
                var t = direction == 0 ? step : steps.Length - 1 - step;
                (h, c) = cell.Step(steps[t], h, c);
                h.CopyTo(own[t], direction * size);
            }
            hidden.AddRange(h);
            cells.AddRange(c);
        }
        return own;
    }

    private static double[] Row(float[] table, int row, int size) =>
        [.. table[(row * size)..((row + 1) * size)].Select(value => (double)value)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (p, q) => p + q)];

    private static double[] Affine(float[] matrix, double[] x, float[]? bias = null)
    {
        var result = new double[matrix.Length / x.Length];
        for (var row = 0; row < result.Length; row++)
        {
            result[row] = bias?[row] ?? 0;
            for (var column = 0; column < x.Length; column++)
                result[row] += matrix[(row * x.Length) + column] * x[column];
        }
        return result;
    }
}
