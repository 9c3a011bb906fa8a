using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// The whole graph of a generator: <c>prompt</c> string [batch, 1] to <c>text</c> string [batch, 1], what follows the prompt
/// without the prompt itself. A row's text depends on its own prompt, its own seed and the other inputs alone.
/// </summary>
public static class GeneratorGraph
{
    /// <summary>The input of the prompts.</summary>
    public const string Prompt = "prompt";

    /// <summary>The output of the texts.</summary>
    public const string Text = "text";

    /// <summary>What the inputs and outputs mean, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } =
        new Dictionary<string, string>
        {
            [Prompt] = "What the text begins with; an empty one stands for a line break.",
            ["length"] = "Tokens to write: characters, or words.",
            ["temperature"] = "What logits are divided by before a token is drawn; 0: always the likeliest token.",
            ["top_k"] = "How many of the likeliest tokens may be drawn; 0: all.",
            ["top_p"] = "Share of the probability of the likeliest tokens that may be drawn; 1: all.",
            ["seed"] = "What the random numbers come from: one for all rows, or one a row.",
            [Text] = "What follows the prompt, without the prompt.",
        };

    /// <summary>Writes the graph, in opset 20.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="text">How prompts become tokens, and what the tokens are.</param>
    /// <param name="options">Defaults of the inputs.</param>
    /// <returns>The graph, to which metadata may be added.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or no graph can do what the featurizer does.</exception>
    /// <exception cref="ArgumentException">A weight has another size than the others say.</exception>
    public static GraphBuilder Create(GeneratorWeights weights, TextFeaturizer text, GeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new TextPieces(text);
        var graph = new GraphBuilder("Generator", new GraphBuilderOptions { Opset = TextNodes.LowestOpset });
        var prompt = graph.AddInput(Prompt, ElementType.String, "batch", 1);
        var inputs = GeneratorInputs.Add(graph, options);
        var (ids, lengths) = TextNodes.Add(graph, prompt, text); // [N, T], [N]
        ids = pieces.Begin(graph, ids, lengths);
        var written = GeneratorNodes.Add(graph, weights, ids, lengths, inputs); // [N, L]
        graph.AddOutput(Text, StringNodes.Join(graph, pieces.Add(graph, written)), ElementType.String, "batch", 1);
        return graph;
    }
}
