using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The answers of one output, in the rows' order.</summary>
internal abstract class OutputRows
{
    /// <summary>Makes room for the answers to the rows from <paramref name="first"/> on, as many as the shape says.</summary>
    public abstract BoundRows Bind(int first, long[] shape);

    /// <summary>A getter of the answer to the row that <paramref name="row"/> names at the time of the call.</summary>
    public abstract Delegate Getter(Func<int> row);

    public static OutputRows Create(BoundTensor tensor, int capacity) =>
        tensor.ElementType switch
        {
            ElementType.Int64 => new Numbers<long>(tensor.Name, capacity),
            ElementType.String => new Texts(tensor.Name, capacity),
            _ => new Numbers<float>(tensor.Name, capacity),
        };

    private abstract class Rows<T>(int capacity) : OutputRows
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
            return Bind(values.AsMemory(start, rows * length), shape);
        }

        protected abstract BoundRows Bind(Memory<T> places, long[] shape);

        protected ReadOnlySpan<T> Answer(int row) => values.AsSpan(answers[row].Start, answers[row].Length);
    }

    private sealed class Numbers<T>(string name, int capacity) : Rows<T>(capacity)
        where T : unmanaged
    {
        public override Delegate Getter(Func<int> row) =>
            new ValueGetter<VBuffer<T>>(
                (ref VBuffer<T> value) =>
                {
                    var answer = Answer(row());
                    var editor = VBufferEditor.Create(ref value, answer.Length);
                    answer.CopyTo(editor.Values);
                    value = editor.Commit();
                }
            );

        protected override BoundRows Bind(Memory<T> places, long[] shape) => new BoundRows<T>(name, places, shape);
    }

    private sealed class Texts(string name, int capacity) : Rows<string>(capacity)
    {
        public override Delegate Getter(Func<int> row) =>
            new ValueGetter<VBuffer<ReadOnlyMemory<char>>>(
                (ref VBuffer<ReadOnlyMemory<char>> value) =>
                {
                    var answer = Answer(row());
                    var editor = VBufferEditor.Create(ref value, answer.Length);
                    for (var i = 0; i < answer.Length; i++)
                        editor.Values[i] = answer[i].AsMemory();
                    value = editor.Commit();
                }
            );

        protected override BoundRows Bind(Memory<string> places, long[] shape) => new BoundTexts(name, places, shape);
    }
}
