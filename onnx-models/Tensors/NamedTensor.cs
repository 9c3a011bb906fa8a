namespace Rnn.Onnx.Models.Tensors;

/// <summary>A tensor with its name and its elements in row-major order: how arrays travel between the assemblies.</summary>
public sealed record NamedTensor
{
    private NamedTensor(string name, ElementType elementType, Array data, ReadOnlySpan<long> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(data);
        var count = TensorSize.Count(shape);
        if (count != data.LongLength)
        {
            throw Errors.Argument(
                nameof(data),
                $"Tensor '{name}' of shape [{TensorSize.Text(shape)}] needs {TensorSize.CountText(count)} elements, found {data.LongLength}."
            );
        }

        Name = name;
        ElementType = elementType;
        Data = data;
        Shape = shape.ToArray();
    }

    /// <summary>The name of the graph's input or output it belongs to.</summary>
    public string Name { get; }

    /// <summary>What it holds: Float, Int64, Int32, Bool or String.</summary>
    public ElementType ElementType { get; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public long[] Shape { get; }

    /// <summary>The elements: a float[], long[], int[], bool[] or string[].</summary>
    public Array Data { get; }

    /// <summary>The elements of a float tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public float[] Floats => Typed<float>();

    /// <summary>The elements of an int64 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public long[] Longs => Typed<long>();

    /// <summary>The elements of an int32 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public int[] Ints => Typed<int>();

    /// <summary>The elements of a bool tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public bool[] Bools => Typed<bool>();

    /// <summary>The elements of a string tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public string[] Strings => Typed<string>();

    /// <summary>A float tensor over <paramref name="data"/>, which is not copied.</summary>
    /// <exception cref="ArgumentException">The number of elements is not what the shape says.</exception>
    public static NamedTensor Of(string name, float[] data, params ReadOnlySpan<long> shape) =>
        new(name, ElementType.Float, data, shape);

    /// <summary>An int64 tensor over <paramref name="data"/>, which is not copied.</summary>
    /// <exception cref="ArgumentException">The number of elements is not what the shape says.</exception>
    public static NamedTensor Of(string name, long[] data, params ReadOnlySpan<long> shape) =>
        new(name, ElementType.Int64, data, shape);

    /// <summary>An int32 tensor over <paramref name="data"/>, which is not copied.</summary>
    /// <exception cref="ArgumentException">The number of elements is not what the shape says.</exception>
    public static NamedTensor Of(string name, int[] data, params ReadOnlySpan<long> shape) =>
        new(name, ElementType.Int32, data, shape);

    /// <summary>A bool tensor over <paramref name="data"/>, which is not copied.</summary>
    /// <exception cref="ArgumentException">The number of elements is not what the shape says.</exception>
    public static NamedTensor Of(string name, bool[] data, params ReadOnlySpan<long> shape) =>
        new(name, ElementType.Bool, data, shape);

    /// <summary>A string tensor over <paramref name="data"/>, which is not copied.</summary>
    /// <exception cref="ArgumentException">The number of elements is not what the shape says.</exception>
    public static NamedTensor Of(string name, string[] data, params ReadOnlySpan<long> shape) =>
        new(name, ElementType.String, data, shape);

    /// <summary>For example <c>values: Float [2, 28, 1]</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType} [{TensorSize.Text(Shape)}]";

    private T[] Typed<T>() =>
        Data as T[] ?? throw Errors.InvalidOperation($"Tensor '{Name}' holds {ElementType}, not {typeof(T).Name}.");
}
