using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>The gathered rows of one input, one after the other.</summary>
internal abstract class InputRows
{
    private protected int[] Ends { get; init; } = [];

    protected int Rows { get; private set; }

    /// <summary>Values of a row.</summary>
    public int Length(int row) => Ends[row] - Start(row);

    public void Clear() => Rows = 0;

    /// <summary>Takes the value of the source's present row.</summary>
    public void Pull()
    {
        Ends[Rows] = PullTo(Start(Rows));
        Rows++;
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
        tensor.IsWhole
            ? new Numbers<long>(tensor.Name, source.GetGetter<VBuffer<long>>(column), capacity)
            : new Numbers<float>(tensor.Name, source.GetGetter<VBuffer<float>>(column), capacity);

    private sealed class Numbers<T> : InputRows
        where T : unmanaged
    {
        private readonly string name;
        private readonly ValueGetter<VBuffer<T>> read;
        private readonly int capacity;
        private T[] values = [];
        private VBuffer<T> row;

        public Numbers(string name, ValueGetter<VBuffer<T>> read, int capacity)
        {
            (this.name, this.read, this.capacity) = (name, read, capacity);
            Ends = new int[capacity];
        }

        public override BoundRows Bind(int first, long[] shape) =>
            new BoundRows<T>(name, values.AsMemory(Start(first), (int)shape[0] * Length(first)), shape);

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
}
