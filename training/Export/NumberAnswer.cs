using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// A file that gives what the model gives: <c>prediction</c> [batch, outputs] of a regressor, <c>logits</c> [batch, time, V] of a language
/// model.
/// </summary>
internal sealed class NumberAnswer(string name, string meaning, params Dim[] shape) : ISequenceAnswer
{
    public IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string> { [name] = meaning };

    public void AddOutputs(GraphBuilder graph, string values, string? lengths) =>
        graph.AddOutput(name, values, ElementType.Float, shape);

    public IEnumerable<NamedTensor> Of(Tensor values, Tensor? lengths) => [Answers.Floats(name, values)];

    public Tensor? Choices(Tensor values) => null;
}
