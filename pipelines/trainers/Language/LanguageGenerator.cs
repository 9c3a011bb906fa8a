using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From a language model's file to one that writes by itself: a prompt in, the text that follows out.</summary>
public static class LanguageGenerator
{
    /// <summary>Reads the model back out of its file, exports the generator and verifies it.</summary>
    /// <param name="file">A language model in float32 with its vocabulary in the card, as its training exported it.</param>
    /// <param name="options">Defaults of the generator's inputs, or whether they have any.</param>
    /// <returns>The generator, in its card what the language model's says, and how closely it writes what the module writes.</returns>
    /// <exception cref="InvalidInputException">It is no such file.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not write what the module writes.</exception>
    public static (ModelFile File, ParityReport Parity) Of(ModelFile file, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Card is not { Task: ModelCard.LanguageModelTask } card || TextFeaturizer.Of(card) is not { } text)
            throw new InvalidInputException(
                $"Model '{file.Name}': expected a language model with tokenizer and vocabulary in its card, found {file.Card?.Task ?? "no card"}."
            );
        using var model = (LanguageModel)OnnxImporter.Read(file);
        var exported = OnnxExporter.Generator(model, text, options);
        var parity = VerifiedExport.Demand(exported);
        var written = card.WithExport(exported, parity) with { Task = ModelCard.GenerationTask };
        return (exported.File.WithCard(written), parity);
    }
}
