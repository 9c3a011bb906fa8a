using Microsoft.ML.OnnxRuntime;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>A classifier of texts by ONNX Runtime's own interface, as a careful user would call it.</summary>
internal sealed class DirectScoring : IDisposable
{
    private static readonly string[] Inputs = ["text"];
    private static readonly string[] Outputs = ["probabilities", "label"];

    private readonly InferenceSession session;
    private readonly RunOptions options = new();

    public DirectScoring(string path)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        session = new InferenceSession(path, settings);
    }

    /// <summary>All texts in batches of texts of about equal length, a caller a core.</summary>
    /// <returns>Probabilities and labels, in the order of the texts.</returns>
    public (float[][] Probabilities, string[] Labels) Run(string[] texts, int batch)
    {
        var (probabilities, labels) = (new float[texts.Length][], new string[texts.Length]);
        int[][] batches =
        [
            .. Enumerable.Range(0, texts.Length).OrderByDescending(row => texts[row].Length).Chunk(batch),
        ];
        var taken = -1;
        Parallel.For(
            0,
            Environment.ProcessorCount,
            _ =>
            {
                for (int next; (next = Interlocked.Increment(ref taken)) < batches.Length; )
                {
                    var rows = batches[next];
                    var (numbers, names) = Run(Array.ConvertAll(rows, row => texts[row]));
                    var classes = numbers.Length / rows.Length;
                    for (var i = 0; i < rows.Length; i++)
                        (probabilities[rows[i]], labels[rows[i]]) = (
                            numbers[(i * classes)..((i + 1) * classes)],
                            names[i]
                        );
                }
            }
        );
        return (probabilities, labels);
    }

    /// <summary>One text.</summary>
    public (float[] Probabilities, string[] Labels) Run(string text) => Run([text]);

    public void Dispose()
    {
        options.Dispose();
        session.Dispose();
    }

    private (float[] Probabilities, string[] Labels) Run(string[] texts)
    {
        using var input = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [texts.Length, 1]);
        for (var i = 0; i < texts.Length; i++)
            input.StringTensorSetElementAt(texts[i], i);
        using var answers = session.Run(options, Inputs, [input], Outputs);
        return (answers[0].GetTensorDataAsSpan<float>().ToArray(), answers[1].GetStringTensorAsArray());
    }
}
