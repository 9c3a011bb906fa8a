using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The file of a translator with the inputs and outputs that a trained one will have.</summary>
internal static class UntrainedTranslator
{
    public static ModelFile File(RnnTranslationOptions options)
    {
        var text = TextFeaturizer.Fit(["a b"], options.Text);
        var sizes = new Seq2SeqOptions
        {
            Embedding = 1,
            Recurrent = new RecurrentOptions { Hidden = 1 },
            Attention = options.Model.Attention,
            SourceVocabulary = text.Vocabulary.Count,
            TargetVocabulary = text.Vocabulary.Count,
        };
        using var translator = new Seq2Seq(sizes);
        var exported = OnnxExporter.Translator(translator, text, text, options.Export);
        return exported.File.WithCard(
            UntrainedFile.Card(ModelCard.TranslationTask, sizes.Recurrent, translator, exported)
        );
    }
}
