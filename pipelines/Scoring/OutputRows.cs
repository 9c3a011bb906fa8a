using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The answers of one output, in the rows' order.</summary>
internal abstract class OutputRows
{
    /// <summary>Makes room for the answers to the rows from <paramref name="first"/> on, as many as the shape says.</summary>
    public abstract BoundRows Bind(int first, long[] shape);

    /// <summary>A getter of the answer to the row that <paramref name="row"/> names at the time of the call.</summary>
    public abstract Delegate Getter(Func<int> row);

    public static OutputRows Create(BoundTensor tensor, int capacity) =>
        tensor.IsWhole ? new Numbers<long>(tensor.Name, capacity) : new Numbers<float>(tensor.Name, capacity);

    private sealed class Numbers<T>(string name, int capacity) : OutputRows
        where T : unmanaged
    {
        private readonly (int Start, int Length)[] answers = new (int, int)[capacity];
        private T[] values = [];

        public override BoundRows Bind(int first, long[] shape)
        {
            var rows = (int)shape[0];
            var length = checked((int)shape.Skip(1).Aggregate(1L, (product, size) => product * size));
            var start = first == 0 ? 0 : answers[first - 1].Start + answers[first - 1].Length;
            if (start + rows * length > values.Length)
                Array.Resize(ref values, Math.Max(start + rows * length, capacity * length));
            for (var row = 0; row < rows; row++)
                answers[first + row] = (start + row * length, length);
            return new BoundRows<T>(name, values.AsMemory(start, rows * length), shape);
        }

        public override Delegate Getter(Func<int> row) =>
            new ValueGetter<VBuffer<T>>(
                (ref VBuffer<T> value) =>
                {
                    var (start, length) = answers[row()];
                    var editor = VBufferEditor.Create(ref value, length);
                    values.AsSpan(start, length).CopyTo(editor.Values);
                    value = editor.Commit();
                }
            );
    }
}
