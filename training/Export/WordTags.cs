using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>What a trained tagger answers to one sentence of T words.</summary>
/// <param name="Tags">Numbers of the tags [T].</param>
/// <param name="Probabilities">How likely each tag is at each word, [T, K].</param>
/// <param name="Margin">How much more the answer scores than the second best one; infinite where there is none.</param>
/// <param name="Largest">The largest logit's size.</param>
internal sealed record WordTags(int[] Tags, float[] Probabilities, double Margin, double Largest)
{
    /// <summary>Asks the module; a sentence without words is answered without it.</summary>
    public static WordTags Of(WordTagger model, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return new WordTags([], [], double.PositiveInfinity, 0);
        var logits = Logits(model, words);
        var chain = model.Crf?.Weights ?? Apart(model.Options.Labels.Count);
        return new WordTags(
            LinearChain.Best(chain, logits),
            LinearChain.Marginals(chain, logits),
            LinearChain.Margin(chain, logits),
            logits.Max(Math.Abs)
        );
    }

    // Without transitions each step is by itself: the best path is the best tag of each, the marginals are their softmax.
    private static ChainWeights Apart(int tags) => new(new float[tags * tags], new float[tags], new float[tags]);

    private static float[] Logits(WordTagger model, IReadOnlyList<string> words)
    {
        using var scope = NewDisposeScope();
        var featurizer = model.Featurizer;
        var spelled = words.Select(featurizer.CharacterIds).ToArray();
        var longest = Math.Max(1, spelled.Max(ids => ids.Length));
        var characters = new long[words.Count * longest];
        for (var t = 0; t < spelled.Length; t++)
            spelled[t].CopyTo(characters, t * longest);
        var ids = words.Select(featurizer.WordId).ToArray();
        return ParameterReader.Read(
            model.Run(tensor(ids, [1, words.Count]), tensor(characters, [1, words.Count, longest])) // [1, T, K]
        );
    }
}
