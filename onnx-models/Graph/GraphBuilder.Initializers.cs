using System.Globalization;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

public sealed partial class GraphBuilder
{
    /// <summary>
    /// Adds a constant tensor. Given the name of an input, it becomes that input's default: callers may then leave the input out.
    /// </summary>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The name is taken by something other than an input without a default.</exception>
    public string AddInitializer(NamedTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var isDefault =
            graph.Input.Any(input => input.Name == tensor.Name)
            && !graph.Initializer.Any(initializer => initializer.Name == tensor.Name);
        if (!isDefault)
        {
            names.Take(tensor.Name);
            values.Add(tensor.Name);
        }

        graph.Initializer.Add(TensorData.Create(tensor));
        return tensor.Name;
    }

    /// <summary>Adds a constant float tensor; see <see cref="AddInitializer(NamedTensor)"/>.</summary>
    public string AddInitializer(string name, ReadOnlySpan<float> data, params ReadOnlySpan<long> shape) =>
        AddInitializer(NamedTensor.Of(name, data.ToArray(), shape));

    /// <summary>Adds a constant int64 tensor; see <see cref="AddInitializer(NamedTensor)"/>.</summary>
    public string AddInitializer(string name, ReadOnlySpan<long> data, params ReadOnlySpan<long> shape) =>
        AddInitializer(NamedTensor.Of(name, data.ToArray(), shape));

    /// <summary>Adds a constant int32 tensor; see <see cref="AddInitializer(NamedTensor)"/>.</summary>
    public string AddInitializer(string name, ReadOnlySpan<int> data, params ReadOnlySpan<long> shape) =>
        AddInitializer(NamedTensor.Of(name, data.ToArray(), shape));

    /// <summary>Adds a constant bool tensor; see <see cref="AddInitializer(NamedTensor)"/>.</summary>
    public string AddInitializer(string name, ReadOnlySpan<bool> data, params ReadOnlySpan<long> shape) =>
        AddInitializer(NamedTensor.Of(name, data.ToArray(), shape));

    /// <summary>Adds a constant string tensor; see <see cref="AddInitializer(NamedTensor)"/>.</summary>
    public string AddInitializer(string name, ReadOnlySpan<string> data, params ReadOnlySpan<long> shape) =>
        AddInitializer(NamedTensor.Of(name, data.ToArray(), shape));

    /// <summary>A constant int64 vector for axes, shapes and indices; equal ones are stored once.</summary>
    public string Constant(params ReadOnlySpan<long> vector)
    {
        var data = vector.ToArray();
        return Constant("int64", data, name => NamedTensor.Of(name, data, data.Length));
    }

    /// <summary>A constant int64 scalar (rank 0); equal ones are stored once.</summary>
    public string Scalar(long value)
    {
        long[] data = [value];
        return Constant("int64_scalar", data, name => NamedTensor.Of(name, data));
    }

    /// <summary>A constant int32 scalar (rank 0); equal ones are stored once.</summary>
    public string Scalar(int value)
    {
        int[] data = [value];
        return Constant("int32_scalar", data, name => NamedTensor.Of(name, data));
    }

    /// <summary>A constant float scalar (rank 0); equal ones are stored once.</summary>
    public string Scalar(float value)
    {
        float[] data = [value];
        return Constant("float_scalar", data, name => NamedTensor.Of(name, data));
    }

    // Constants live in the outermost graph, where every body sees them.
    private string Constant<T>(string prefix, T[] data, Func<string, NamedTensor> tensor)
        where T : IFormattable
    {
        var numbers = data.Select(number => number.ToString(null, CultureInfo.InvariantCulture));
        var key = $"{prefix}_{string.Join("_", numbers).Replace('-', 'm')}";
        var root = Root;
        if (!root.constants.TryGetValue(key, out var name))
        {
            name = root.AddInitializer(tensor(root.names.Similar(key)));
            root.constants.Add(key, name);
        }

        return name;
    }
}
