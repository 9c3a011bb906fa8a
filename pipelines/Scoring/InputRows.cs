using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The gathered rows of one input, one after the other.</summary>
internal abstract class InputRows
{
    private int count;

    private protected int[] Ends { get; init; } = [];

    /// <summary>Values of a row.</summary>
    public int Length(int row) => Ends[row] - Start(row);

    public void Clear() => count = 0;

    /// <summary>Takes the value of the source's present row.</summary>
    public void Pull()
    {
        Ends[count] = PullTo(Start(count));
        count++;
    }

    /// <summary>The rows from <paramref name="first"/> on, of equal length, as many as the shape says.</summary>
    public abstract BoundRows Bind(int first, long[] shape);

    /// <summary>Copies the value of the source's present row and tells where it ends.</summary>
    private protected abstract int PullTo(int start);

    private protected int Start(int row) => row == 0 ? 0 : Ends[row - 1];

    public static InputRows Create(
        BoundTensor tensor,
        DataViewRow source,
        DataViewSchema.Column column,
        int capacity
    ) =>
        tensor.ElementType switch
        {
            ElementType.Int64 => new Numbers<long>(tensor.Name, source.GetGetter<VBuffer<long>>(column), capacity),
            ElementType.String => new Texts(tensor.Name, Vectors(source, column), capacity),
            _ => new Numbers<float>(tensor.Name, source.GetGetter<VBuffer<float>>(column), capacity),
        };

    // A column of single texts is read as vectors of one.
    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Vectors(DataViewRow source, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
            return source.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        var read = source.GetGetter<ReadOnlyMemory<char>>(column);
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var editor = VBufferEditor.Create(ref value, 1);
            read(ref editor.Values[0]);
            value = editor.Commit();
        };
    }

    private abstract class Rows<TItem> : InputRows
    {
        private readonly ValueGetter<VBuffer<TItem>> read;
        private readonly int capacity;
        private TItem[] values = [];
        private VBuffer<TItem> row;

        protected Rows(ValueGetter<VBuffer<TItem>> read, int capacity)
        {
            (this.read, this.capacity) = (read, capacity);
            Ends = new int[capacity];
        }

        protected Memory<TItem> Take(int first, int rows) => values.AsMemory(Start(first), rows * Length(first));

        private protected override int PullTo(int start)
        {
            read(ref row);
            var end = start + row.Length;
            if (end > values.Length)
                Array.Resize(ref values, Math.Max(end, row.Length * capacity));
            row.CopyTo(values.AsSpan(start, row.Length));
            return end;
        }
    }

    private sealed class Numbers<T>(string name, ValueGetter<VBuffer<T>> read, int capacity) : Rows<T>(read, capacity)
        where T : unmanaged
    {
        public override BoundRows Bind(int first, long[] shape) =>
            new BoundRows<T>(name, Take(first, (int)shape[0]), shape);
    }

    private sealed class Texts(string name, ValueGetter<VBuffer<ReadOnlyMemory<char>>> read, int capacity)
        : Rows<ReadOnlyMemory<char>>(read, capacity)
    {
        public override BoundRows Bind(int first, long[] shape) =>
            new BoundTexts(
                name,
                Array.ConvertAll(Take(first, (int)shape[0]).ToArray(), text => text.ToString()),
                shape
            );
    }
}
