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

    /// <summary>What a row costs beside its number of values: about the tokens of a row of one text, otherwise 0.</summary>
    public virtual int Weight(int row) => 0;

    public void Clear() => count = 0;

    /// <summary>Takes the value of the source's present row.</summary>
    public void Pull()
    {
        Ends[count] = PullTo(Start(count));
        count++;
    }

    /// <summary>Some rows of equal length as one batch.</summary>
    /// <param name="batch">Number of the batch; batches of different numbers may be bound side by side.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="shape">The shape of the batch.</param>
    public abstract BoundRows Bind(int batch, ReadOnlySpan<int> rows, long[] shape);

    /// <summary>One row as a batch of its own.</summary>
    public abstract NamedTensor Tensor(int row, long[] shape);

    /// <summary>Copies the value of the source's present row and tells where it ends.</summary>
    private protected abstract int PullTo(int start);

    private protected int Start(int row) => row == 0 ? 0 : Ends[row - 1];

    /// <summary>Prepares to read a column.</summary>
    /// <param name="tensor">The input.</param>
    /// <param name="source">The source.</param>
    /// <param name="column">The column of the source.</param>
    /// <param name="capacity">Rows that are gathered at the most.</param>
    /// <param name="byWords">Whether the model cuts texts into words; otherwise their characters count.</param>
    public static InputRows Create(
        BoundTensor tensor,
        DataViewRow source,
        DataViewSchema.Column column,
        int capacity,
        bool byWords
    ) =>
        tensor.ElementType switch
        {
            ElementType.Int64 => new Numbers<long>(tensor.Name, source.GetGetter<VBuffer<long>>(column), capacity),
            ElementType.String => new Texts(tensor.Name, TextsOf(source, column), capacity, byWords),
            _ => new Numbers<float>(tensor.Name, source.GetGetter<VBuffer<float>>(column), capacity),
        };

    // A column of single texts is read as vectors of one.
    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> TextsOf(DataViewRow source, DataViewSchema.Column column)
    {
        if (KeyTexts.Has(column))
            return KeyTexts.Getter(source, column);
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

    private abstract class Rows<TItem, TBound>(ValueGetter<VBuffer<TItem>> read, int capacity) : InputRows
    {
        private readonly TBound[]?[] batches = new TBound[capacity][];
        private TItem[] values = [];
        private VBuffer<TItem> row;

        protected ReadOnlySpan<TItem> Row(int number) => values.AsSpan(Start(number), Length(number));

        /// <summary>Room for a batch; kept for the next one of the same number.</summary>
        protected Memory<TBound> Room(int batch, int size)
        {
            if (batches[batch] is not { } room || room.Length < size)
                batches[batch] = room = new TBound[size];
            return room.AsMemory(0, size);
        }

        private protected override int PullTo(int start)
        {
            read(ref row);
            var end = start + row.Length;
            if (end > values.Length)
                Array.Resize(ref values, Math.Max(end, 2 * values.Length));
            row.CopyTo(values.AsSpan(start, row.Length));
            return end;
        }
    }

    private sealed class Numbers<T> : Rows<T, T>
        where T : unmanaged
    {
        private readonly string name;

        public Numbers(string name, ValueGetter<VBuffer<T>> read, int capacity)
            : base(read, capacity)
        {
            this.name = name;
            Ends = new int[capacity];
        }

        public override BoundRows Bind(int batch, ReadOnlySpan<int> rows, long[] shape)
        {
            var length = Length(rows[0]);
            var room = Room(batch, rows.Length * length);
            for (var i = 0; i < rows.Length; i++)
                Row(rows[i]).CopyTo(room.Span[(i * length)..]);
            return new BoundRows<T>(name, room, shape);
        }

        public override NamedTensor Tensor(int row, long[] shape) =>
            Row(row).ToArray() is float[] numbers
                ? NamedTensor.Of(name, numbers, shape)
                : NamedTensor.Of(name, (long[])(object)Row(row).ToArray(), shape);
    }

    private sealed class Texts : Rows<ReadOnlyMemory<char>, string>
    {
        private readonly string name;
        private readonly bool byWords;

        public Texts(string name, ValueGetter<VBuffer<ReadOnlyMemory<char>>> read, int capacity, bool byWords)
            : base(read, capacity)
        {
            (this.name, this.byWords) = (name, byWords);
            Ends = new int[capacity];
        }

        // Blanks tell the number of words well enough to put texts of about as many together.
        public override int Weight(int row)
        {
            if (Length(row) != 1)
                return 0;
            var text = Row(row)[0].Span;
            return byWords ? text.Count(' ') : text.Length;
        }

        public override BoundRows Bind(int batch, ReadOnlySpan<int> rows, long[] shape)
        {
            var length = Length(rows[0]);
            var room = Room(batch, rows.Length * length);
            var next = 0;
            foreach (var row in rows)
            {
                foreach (var text in Row(row))
                    room.Span[next++] = text.ToString();
            }
            return new BoundTexts(name, room, shape);
        }

        public override NamedTensor Tensor(int row, long[] shape) =>
            NamedTensor.Of(name, Array.ConvertAll(Row(row).ToArray(), text => text.ToString()), shape);
    }
}
