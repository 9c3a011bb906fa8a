using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Small taggers of words with random weights.</summary>
internal static class SampleWordTaggers
{
    public static readonly string[] Labels = ["DET", "NOUN", "VERB"];

    public static WordTagger Create(bool crf, CellKind cell = CellKind.Lstm)
    {
        torch.manual_seed(4);
        var model = new WordTagger(
            new WordTaggerOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = cell,
                    Hidden = 6,
                    Layers = 2,
                    Bidirectional = true,
                },
                Embedding = 5,
                CharacterCell = cell,
                CharacterEmbedding = 3,
                CharacterHidden = 4,
                Labels = Labels,
                Crf = crf,
            },
            WordFeaturizer.Fit(
                [
                    ["The", "cat", "sat"],
                    ["the", "Dog", "bärks", "here"],
                ],
                maximumCharacters: 6
            )
        );
        // Fresh weights have small products; larger ones show more.
        using var none = no_grad();
        foreach (var parameter in model.parameters())
            parameter.mul_(2);
        return model;
    }
}
