using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The file of a generator with the inputs and outputs that a trained one will have.</summary>
internal static class UntrainedLanguageModel
{
    public static ModelFile File(RnnLanguageOptions options)
    {
        var text = LanguageText.Fit("a b\n", options.Text);
        var sizes = new LanguageModelOptions
        {
            Embedding = 1,
            Recurrent = new RecurrentOptions { Hidden = 1 },
            Vocabulary = text.Vocabulary.Count,
        };
        using var model = new LanguageModel(sizes);
        var exported = OnnxExporter.Generator(model, text, options.Generator);
        return exported.File.WithCard(UntrainedFile.Card(ModelCard.GenerationTask, sizes.Recurrent, model, exported));
    }
}
