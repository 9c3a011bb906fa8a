using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>The file of a language model that writes by itself: a prompt in, the text that follows out.</summary>
internal static class GeneratorExport
{
    public static ExportedModel Write(LanguageModel model, TextFeaturizer text, GeneratorOptions options)
    {
        if (text.Vocabulary.Count != model.Options.Vocabulary)
            throw new InvalidInputException(
                $"Generator: expected a featurizer of {model.Options.Vocabulary} tokens, as the model has, found {text.Vocabulary.Count}."
            );
        var file = GeneratorGraph.Create(Weights(model), text, options).Build();
        return new ExportedModel(file, GeneratorProbes.Of(model, text))
        {
            Text = text,
            Inputs =
            [
                .. file
                    .Inputs.Concat(file.OptionalInputs)
                    .Select(info => CardTensor.Of(info, GeneratorGraph.Meanings[info.Name])),
            ],
            Outputs = [.. file.Outputs.Select(info => CardTensor.Of(info, GeneratorGraph.Meanings[info.Name]))],
        };
    }

    private static GeneratorWeights Weights(LanguageModel model)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var learned = model.Stack.LearnedState;
        return new GeneratorWeights(
            ParameterReader.Read(model.Table!.weight!),
            RecurrentConverter.Layers(model.Stack),
            ParameterReader.Read(model.HeadBias)
        )
        {
            HeadWeight = model.Options.TiedWeights ? null : ParameterReader.Read(model.HeadWeight.t()), // [H, V]
            Residual = model.Recurrent.Residual,
            InitialHidden = learned is null ? null : ParameterReader.Read(learned.Hidden),
            InitialCell = learned?.Cell is null ? null : ParameterReader.Read(learned.Cell),
        };
    }
}
