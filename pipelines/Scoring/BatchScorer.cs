using Microsoft.ML.Data;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Gathers rows, scores runs of equal length at once, and keeps the answers in the rows' order.</summary>
internal sealed class BatchScorer(SequenceModel model, ModelBinding binding, int capacity)
{
    private readonly float[] answers = new float[capacity * binding.OutputSize];
    private readonly int[] lengths = new int[capacity];
    private float[] values = [];
    private int filled;

    /// <summary>Rows gathered since the last <see cref="Clear"/>.</summary>
    public int Rows { get; private set; }

    public void Clear() => (Rows, filled) = (0, 0);

    public void Add(ref readonly VBuffer<float> row)
    {
        if (filled + row.Length > values.Length)
            Array.Resize(ref values, Math.Max(filled + row.Length, row.Length * capacity));
        row.CopyTo(values.AsSpan(filled, row.Length));
        filled += row.Length;
        lengths[Rows++] = row.Length;
    }

    /// <summary>Scores all gathered rows.</summary>
    public void Score()
    {
        for (int first = 0, offset = 0; first < Rows; )
        {
            var length = lengths[first];
            var last = first + 1;
            while (last < Rows && lengths[last] == length)
                last++;
            var count = last - first;
            model.Score(
                values.AsMemory(offset, count * length),
                binding.Shape(count, length),
                answers.AsMemory(first * binding.OutputSize, count * binding.OutputSize),
                [count, binding.OutputSize]
            );
            (first, offset) = (last, offset + count * length);
        }
    }

    /// <summary>The answer to one of the rows.</summary>
    public void Answer(int row, ref VBuffer<float> value)
    {
        var editor = VBufferEditor.Create(ref value, binding.OutputSize);
        answers.AsSpan(row * binding.OutputSize, binding.OutputSize).CopyTo(editor.Values);
        value = editor.Commit();
    }
}
