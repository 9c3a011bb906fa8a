using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Tests.Tagging;

/// <summary>Small taggers of words, and sentences for them.</summary>
internal static class SampleTaggers
{
    public static readonly string[] Labels = ["DET", "NOUN", "VERB"];

    public static readonly WordFeaturizer Featurizer = WordFeaturizer.Fit(
        [
            ["The", "cat", "sat"],
            ["the", "dog", "sits", "here"],
        ],
        maximumCharacters: 4
    );

    public static WordTagger Create(bool crf = false, WordTaggerOptions? options = null) =>
        new(
            (options ?? new WordTaggerOptions()) with
            {
                Recurrent = new RecurrentOptions { Hidden = 6, Bidirectional = true },
                Embedding = 5,
                CharacterEmbedding = 3,
                CharacterHidden = 4,
                Labels = Labels,
                Crf = crf,
            },
            Featurizer
        );
}
