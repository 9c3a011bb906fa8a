using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// What the file of a model answers. Both sides stand beside each other: the nodes of the graph, and the same from the trained
/// module, with which they are compared.
/// </summary>
internal interface ISequenceAnswer
{
    /// <summary>Adds the nodes and outputs behind the model's own answer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">The model's answer, <see cref="SequenceOutput.Values"/>.</param>
    /// <param name="lengths">Steps of each row, int64 [N]; null when all rows have T.</param>
    void AddOutputs(GraphBuilder graph, string values, string? lengths);

    /// <summary>The same from the module's answer.</summary>
    /// <param name="values">The module's answer.</param>
    /// <param name="lengths">Steps of each row, int64 [N]; null when all rows have T.</param>
    IEnumerable<NamedTensor> Of(Tensor values, Tensor? lengths);

    /// <summary>
    /// Logits of which the largest is taken, classes last; null when none is. Where two are equal to the last bits, two runtimes may rightly
    /// choose differently, so nothing can be compared there.
    /// </summary>
    Tensor? Choices(Tensor values);

    /// <summary>What each output means, one sentence, by its name.</summary>
    IReadOnlyDictionary<string, string> Meanings { get; }
}
