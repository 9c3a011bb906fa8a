using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Generation;

/// <summary>What a generator reads beside its prompt, by the names of values in the graph; see <see cref="GeneratorOptions"/>.</summary>
/// <param name="Length">Tokens to write, int64 [1]; less than 0 as 0.</param>
/// <param name="Temperature">Float [1].</param>
/// <param name="TopK">Int64 [1].</param>
/// <param name="TopP">Float [1].</param>
/// <param name="Seed">Int64 [1] for all rows, or [N].</param>
public sealed record GeneratorInputs(string Length, string Temperature, string TopK, string TopP, string Seed)
{
    /// <summary>Declares the inputs <c>length</c>, <c>temperature</c>, <c>top_k</c>, <c>top_p</c> and <c>seed</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">Their defaults, or that they have none.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static GeneratorInputs Add(GraphBuilder graph, GeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new(
            Input(NamedTensor.Of("length", [options.Length], 1)),
            Input(NamedTensor.Of("temperature", [options.Temperature], 1)),
            Input(NamedTensor.Of("top_k", [options.TopK], 1)),
            Input(NamedTensor.Of("top_p", [options.TopP], 1)),
            Input(NamedTensor.Of("seed", [options.Seed], 1), "rows")
        );

        string Input(NamedTensor value, string? rows = null)
        {
            graph.AddInput(value.Name, value.ElementType, rows is null ? 1 : rows);
            return options.RequiredInputs ? value.Name : graph.AddInitializer(value);
        }
    }
}
