using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// The file of a tagger of words: <c>tokens</c> string [batch, time], "" behind a row's end, to <c>tags</c> string [batch, time]
/// and <c>probabilities</c> [batch, time, K].
/// </summary>
internal static class WordTaggerExport
{
    public const string Tokens = "tokens";
    public const string Tags = "tags";
    public const string Probabilities = "probabilities";

    public static ExportedModel Write(WordTagger model, ExportOptions options)
    {
        var file = Graph(model, options);
        return new ExportedModel(file, WordTaggerProbes.Of(model, options.ProbeSeed))
        {
            Inputs =
            [
                CardTensor.Of(
                    file.Inputs[0],
                    "The words of each sentence as they are written; empty texts behind its end."
                ),
            ],
            Outputs = [.. file.Outputs.Select(output => CardTensor.Of(output, Meaning(output.Name, model)))],
        };
    }

    public static ModelFile Graph(WordTagger model, ExportOptions options)
    {
        options.Validate();
        if (options.Stateful || options.Lengths == true || options.Text is not null)
            throw new InvalidInputException(
                $"Option {(options.Stateful ? "stateful" : options.Text is null ? "lengths" : "text")}: expected none for a {nameof(WordTagger)}, which reads whole sentences of words, found one."
            );
        var graph = options.WithTexts().Begin(nameof(WordTagger));
        var tokens = graph.AddInput(Tokens, ElementType.String, "batch", "time");
        var ids = WordNodes.Add(graph, tokens, model.Featurizer);
        var read = new ModuleInputs(ids.Words) { Characters = ids.Characters, Lengths = ids.Lengths };
        var logits = options.Registry.Convert(graph, model, read)[0]; // [N, T + 1, K]
        var (tags, probabilities) = Answer(graph, model, logits, ids.Lengths);

        var labels = model.Options.Labels;
        var (named, type) = LabelNodes.Named(graph, Given(graph, tags), labels); // [N, T]
        graph.AddOutput(Tags, named, type, "batch", "time");
        graph.AddOutput(Probabilities, Given(graph, probabilities), ElementType.Float, "batch", "time", labels.Count);
        graph.SetMetadata(ModuleOrigin.MetadataKey, ModuleOrigin.Of(model).ToJson());
        return graph.Build();
    }

    // Numbers of tags int64 [N, T + 1], -1 after a row's end, and their probabilities [N, T + 1, K], 0 there.
    private static (string Tags, string Probabilities) Answer(
        GraphBuilder graph,
        WordTagger model,
        string logits,
        string lengths
    )
    {
        if (model.Crf is { } crf)
        {
            var chain = new LinearChainNodes(graph, crf.Weights, logits, lengths);
            return (chain.Best(), chain.Marginals());
        }
        var real = LengthNodes.Real(graph, lengths, logits); // [N, T + 1]
        var largest = LabelNodes.Largest(graph, logits, axis: 2, keepDims: false); // [N, T + 1]
        var share = graph.Cast(graph.Unsqueeze(real, [2]), ElementType.Float); // [N, T + 1, 1]
        return (graph.Where(real, largest, graph.Scalar(-1L)), graph.Mul(graph.Softmax(logits, axis: 2), share));
    }

    // Without the step that belongs to no row.
    private static string Given(GraphBuilder graph, string steps) => graph.Slice(steps, axis: 1, start: 0, end: -1);

    private static string Meaning(string output, WordTagger model) =>
        (output, model.Options.Crf) switch
        {
            (Tags, true) => "The tags of the sentence that are the best together; empty behind its end.",
            (Tags, false) => "The most likely tag of each word; empty behind the sentence's end.",
            (_, true) =>
                "How likely each tag is at each word, over all ways to tag the sentence; the sum is 1, behind its end 0.",
            _ => "How likely each tag is at each word; the sum is 1, behind the sentence's end 0.",
        };
}
