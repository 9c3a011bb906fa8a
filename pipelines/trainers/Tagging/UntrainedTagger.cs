using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The file of a tagger with the inputs and outputs that a trained one will have.</summary>
internal static class UntrainedTagger
{
    public static ModelFile File()
    {
        var sizes = new WordTaggerOptions
        {
            Embedding = 1,
            CharacterEmbedding = 1,
            CharacterHidden = 1,
            Recurrent = new RecurrentOptions { Hidden = 1 },
            Labels = ["a tag", "another tag"],
        };
        using var tagger = new WordTagger(
            sizes,
            WordFeaturizer.Fit([
                ["a"],
            ])
        );
        var exported = OnnxExporter.Export(tagger);
        return exported.File.WithCard(
            UntrainedFile.Card(ModelCard.TaggingTask, sizes.Recurrent, tagger, exported) with
            {
                Labels = sizes.Labels,
            }
        );
    }
}
