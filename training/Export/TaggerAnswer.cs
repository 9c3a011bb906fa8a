using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// A tagger's file: <c>probabilities</c> [batch, time, K] and <c>tags</c> [batch, time]. After a row's end there is no tag ("" or
/// -1) and no probability.
/// </summary>
internal sealed class TaggerAnswer(SequenceTaggerOptions options) : ISequenceAnswer
{
    private const long NoTag = -1;

    public IReadOnlyDictionary<string, string> Meanings { get; } =
        new Dictionary<string, string>
        {
            ["probabilities"] = "How likely each tag is at each step; the sum is 1, after a row's end 0.",
            ["tags"] =
                options.Labels.Count > 0
                    ? "The most likely tag of each step by its name; empty after a row's end."
                    : "The most likely tag of each step, counted from 0; -1 after a row's end.",
        };

    public void AddOutputs(GraphBuilder graph, string values, string? lengths)
    {
        var probabilities = graph.Softmax(values, axis: 2); // [N, T, K]
        var classes = LabelNodes.Largest(graph, values, axis: 2, keepDims: false); // [N, T]
        if (lengths is not null)
        {
            var real = LengthNodes.Real(graph, lengths, values); // [N, T]
            var share = graph.Cast(graph.Unsqueeze(real, [2]), ElementType.Float); // [N, T, 1]
            probabilities = graph.Mul(probabilities, share);
            classes = graph.Where(real, classes, graph.Scalar(NoTag));
        }
        var (tags, type) = LabelNodes.Named(graph, classes, options.Labels);
        graph.AddOutput("probabilities", probabilities, ElementType.Float, "batch", "time", options.Classes);
        graph.AddOutput("tags", tags, type, "batch", "time");
    }

    public IEnumerable<NamedTensor> Of(Tensor values, Tensor? lengths)
    {
        var probabilities = functional.softmax(values, 2); // [N, T, K]
        var classes = values.argmax(2); // [N, T]
        var past = lengths is null ? null : arange(values.shape[1]).unsqueeze(0).ge(lengths.unsqueeze(1)); // [N, T]
        yield return Answers.Floats(
            "probabilities",
            past is null ? probabilities : probabilities.masked_fill(past.unsqueeze(2), 0)
        );
        yield return Answers.Labels("tags", past is null ? classes : classes.masked_fill(past, NoTag), options.Labels);
    }

    public Tensor? Choices(Tensor values) => values;
}
