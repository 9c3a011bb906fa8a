using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>A classifier's file: <c>probabilities</c> [batch, K] and <c>label</c> [batch, 1].</summary>
internal sealed class ClassifierAnswer(SequenceClassifierOptions options) : ISequenceAnswer
{
    public IReadOnlyDictionary<string, string> Meanings { get; } =
        new Dictionary<string, string>
        {
            ["probabilities"] = "How likely each class is; a row's sum is 1.",
            ["label"] =
                options.Labels.Count > 0
                    ? "The most likely class by its name."
                    : "The most likely class, counted from 0.",
        };

    public void AddOutputs(GraphBuilder graph, string values, string? lengths)
    {
        graph.AddOutput("probabilities", graph.Softmax(values, axis: 1), ElementType.Float, "batch", options.Classes);
        var classes = LabelNodes.Largest(graph, values, axis: 1, keepDims: true); // [N, 1]
        var (label, type) = LabelNodes.Named(graph, classes, options.Labels);
        graph.AddOutput("label", label, type, "batch", 1);
        LabelNodes.AddSlotNames(graph, "probabilities", options.Labels);
    }

    public IEnumerable<NamedTensor> Of(Tensor values, Tensor? lengths)
    {
        yield return Answers.Floats("probabilities", functional.softmax(values, 1)); // [N, K]
        yield return Answers.Labels("label", values.argmax(1, keepdim: true), options.Labels); // [N, 1]
    }

    public Tensor? Choices(Tensor values) => values;
}
