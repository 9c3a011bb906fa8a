using Rnn.Onnx.Models.Graph;

namespace Rnn.Onnx.Models.Text;

/// <summary>What a <see cref="TextFeaturizer"/> does, as nodes of a graph.</summary>
public static class TextNodes
{
    /// <summary>From texts to ids.</summary>
    /// <param name="graph">The graph, of opset 20 or later.</param>
    /// <param name="text">The texts, string [N, 1].</param>
    /// <param name="featurizer">What is done with them.</param>
    /// <returns>Ids int64 [N, T], <see cref="Vocabulary.Padding"/> behind a row's end, and steps of each row from 1 to T, int64 [N].</returns>
    /// <exception cref="InvalidInputException">The featurizer does what no graph can do exactly, or the opset is too low.</exception>
    public static (string Ids, string Lengths) Add(GraphBuilder graph, string text, TextFeaturizer featurizer)
    {
        throw new NotSupportedException();
    }
}
