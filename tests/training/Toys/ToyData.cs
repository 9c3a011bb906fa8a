using Rnn.Onnx.Training.Data;
using TorchSharp;

namespace Rnn.Onnx.Training.Tests.Toys;

/// <summary>Rows of four random values whose answer is a smooth function of them.</summary>
internal sealed class ToyData(int rows, int batchSize, int seed, bool shuffled = true) : IBatchSource
{
    public const int Features = 4;

    private readonly float[][] inputs = Inputs(rows, seed);

    public int Rows => rows;

    public int BatchCount => (rows + batchSize - 1) / batchSize;

    public IEnumerable<SequenceBatch> Batches(int epoch)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        if (shuffled)
            new Random(1000 * seed + epoch).Shuffle(order);
        foreach (var chunk in order.Chunk(batchSize))
        {
            var x = chunk.SelectMany(row => inputs[row]).ToArray();
            var y = chunk.Select(row => Answer(inputs[row])).ToArray();
            yield return new SequenceBatch(
                torch.tensor(x, [chunk.Length, Features]),
                torch.tensor(y, [chunk.Length, 1])
            );
        }
    }

    private static float Answer(float[] x) => MathF.Sin(x[0] + x[1]) + x[2] * x[3];

    private static float[][] Inputs(int rows, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(_ => Enumerable.Range(0, Features).Select(_ => 2 * random.NextSingle() - 1).ToArray()),
        ];
    }
}
