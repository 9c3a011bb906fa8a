using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>The states of a model as columns: h_in [L, H] and, of an LSTM, c_in, one behind the other.</summary>
internal sealed class StateColumns
{
    private readonly (string Name, int[] Shape, int Start, int Length)[] inputs;

    private StateColumns(ModelFile file, IReadOnlyList<TensorInfo> carried)
    {
        var start = 0;
        inputs = new (string, int[], int, int)[carried.Count];
        foreach (var (i, tensor) in carried.Index())
        {
            int[] shape = [.. tensor.Shape.Skip(1).Select(dim => (int)dim.Value!.Value)];
            var length = shape.Aggregate(1, (product, size) => product * size);
            inputs[i] = (tensor.Name, shape, start, length);
            start += length;
        }
        Width = start;
        Outputs = [.. inputs.Select(input => OutputOf(input.Name))];
        Initial = [.. InitialStates.Read(file, [.. inputs.Select(input => input.Length)]).SelectMany(state => state)];
    }

    /// <summary>Numbers of all states of a row.</summary>
    public int Width { get; }

    /// <summary>The outputs that the inputs of the next step come from, in their order.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The states before the first step: zeros, or those that were learned.</summary>
    public float[] Initial { get; }

    /// <summary>The states of a file.</summary>
    /// <exception cref="InvalidInputException">It has none.</exception>
    public static StateColumns Of(ModelFile file)
    {
        TensorInfo[] carried = [.. file.Inputs.Where(input => input.Name is "h_in" or "c_in")];
        var fits =
            carried.Length > 0
            && carried.All(input =>
                input.ElementType == ElementType.Float
                && input.Shape.Count > 1
                && input.Shape.Skip(1).All(dim => dim.Value > 0)
                && file.Outputs.Any(output => output.Name == OutputOf(input.Name))
            );
        return fits
            ? new StateColumns(file, carried)
            : throw new InvalidInputException(
                $"Model '{file.Name}': expected a model that was exported with its states, h_in to h_out, found {string.Join(", ", file.Inputs)} -> {string.Join(", ", file.Outputs)}."
            );
    }

    /// <summary>A schema with the states behind its own columns.</summary>
    public DataViewSchema AddTo(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(schema);
        foreach (var input in inputs)
            builder.AddColumn(input.Name, new VectorDataViewType(NumberDataViewType.Single, input.Shape));
        return builder.ToSchema();
    }

    /// <summary>Where the numbers of an input stand among those of all.</summary>
    public (int Start, int Length) Place(int input) => (inputs[input].Start, inputs[input].Length);

    private static string OutputOf(string input) => input.Replace("_in", "_out", StringComparison.Ordinal);
}
