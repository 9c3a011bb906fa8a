using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The answers of one output to the gathered rows.</summary>
internal abstract class OutputRows
{
    /// <summary>Makes room for the answers to a batch.</summary>
    /// <param name="batch">Number of the batch; batches of different numbers may be bound side by side.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="shape">The shape of the answers.</param>
    public abstract BoundRows Bind(int batch, ReadOnlySpan<int> rows, long[] shape);

    /// <summary>Takes the answer to a row that was scored alone.</summary>
    public abstract void Take(int batch, int row, NamedTensor answer);

    /// <summary>A getter of the answer to the row that <paramref name="row"/> names at the time of the call.</summary>
    public abstract Delegate Getter(Func<int> row);

    /// <summary>The answer to a row, of an output of floats.</summary>
    public ReadOnlySpan<float> Floats(int row) => ((Rows<float>)this).Answer(row);

    public static OutputRows Create(BoundTensor tensor, int capacity) =>
        tensor.ElementType switch
        {
            ElementType.Int64 => new Numbers<long>(tensor.Name, capacity),
            ElementType.String => new Texts(tensor.Name, capacity),
            _ => new Numbers<float>(tensor.Name, capacity),
        };

    private abstract class Rows<T>(int capacity) : OutputRows
    {
        private readonly (int Batch, int Start, int Length)[] answers = new (int, int, int)[capacity];
        private readonly T[]?[] batches = new T[capacity][];

        public override BoundRows Bind(int batch, ReadOnlySpan<int> rows, long[] shape)
        {
            var length = checked((int)shape.Skip(1).Aggregate(1L, (product, size) => product * size));
            var size = rows.Length * length;
            if (batches[batch] is not { } room || room.Length < size)
                batches[batch] = room = new T[size];
            for (var i = 0; i < rows.Length; i++)
                answers[rows[i]] = (batch, i * length, length);
            return Bind(room.AsMemory(0, size), shape);
        }

        public override void Take(int batch, int row, NamedTensor answer)
        {
            var values = (T[])answer.Data;
            batches[batch] = values;
            answers[row] = (batch, 0, values.Length);
        }

        public ReadOnlySpan<T> Answer(int row)
        {
            var (batch, start, length) = answers[row];
            return batches[batch].AsSpan(start, length);
        }

        protected abstract BoundRows Bind(Memory<T> places, long[] shape);
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
