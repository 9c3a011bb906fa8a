using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Training.Export;

/// <summary>The file of an encoder-decoder that translates by itself: a text in, its translation out.</summary>
internal static class TranslatorExport
{
    public static ExportedModel Write(
        Seq2Seq model,
        TextFeaturizer source,
        TextFeaturizer target,
        TranslatorOptions options
    )
    {
        Require("source", source, model.Options.SourceVocabulary);
        Require("target", target, model.Options.TargetVocabulary);
        var file = TranslatorGraph.Create(TranslatorWeights.Of(model), source, target, options).Build();
        return new ExportedModel(file, TranslatorProbes.Of(model, source, target, options))
        {
            Text = source,
            Inputs =
            [
                .. file
                    .Inputs.Concat(file.OptionalInputs)
                    .Select(info => CardTensor.Of(info, TranslatorGraph.Meanings[info.Name])),
            ],
            Outputs = [.. file.Outputs.Select(info => CardTensor.Of(info, TranslatorGraph.Meanings[info.Name]))],
        };
    }

    private static void Require(string side, TextFeaturizer text, int expected)
    {
        if (text.Vocabulary.Count != expected)
            throw new InvalidInputException(
                $"Translator: expected a {side} featurizer of {expected} tokens, as the model has, found {text.Vocabulary.Count}."
            );
    }
}
