using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The two files of a translator, verified, for programs that decode themselves.</summary>
/// <param name="Encoder"><see cref="Translator.EncoderFile"/> with its card inside.</param>
/// <param name="Decoder"><see cref="Translator.DecoderFile"/> with its card inside.</param>
/// <param name="Parity">How closely ONNX Runtime reproduced the trained module, in the file that is less close.</param>
public sealed record TranslatorFiles(ModelFile Encoder, ModelFile Decoder, ParityReport Parity)
{
    /// <summary>Exports a trained module.</summary>
    /// <param name="model">The module.</param>
    /// <param name="draft">The card of the translator: texts, vocabularies, how it was trained.</param>
    /// <param name="options">How the files are written.</param>
    /// <exception cref="InvalidInputException">The options do not fit the model.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the module.</exception>
    public static TranslatorFiles Of(Seq2Seq model, ModelCard draft, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var steps = OnnxExporter.Steps(model, options);
        var (encoder, decoder) = (VerifiedExport.Demand(steps.Encoder), VerifiedExport.Demand(steps.Decoder));
        return new TranslatorFiles(
            File(steps.Encoder, encoder, ModelCard.TranslationEncoderTask),
            File(steps.Decoder, decoder, ModelCard.TranslationDecoderTask),
            encoder.LargestRelative > decoder.LargestRelative ? encoder : decoder
        );

        ModelFile File(ExportedModel exported, ParityReport parity, string task) =>
            exported.File.WithCard((draft with { Task = task }).WithExport(exported, parity));
    }

    /// <summary>Refuses a folder that can not be one, before anything is trained for it.</summary>
    /// <exception cref="InvalidInputException">There is a file of this name.</exception>
    public static void RequireFolder(string folder)
    {
        if (System.IO.File.Exists(folder))
            throw new InvalidInputException($"'{folder}' can not be written: expected a folder, found a file.");
    }

    /// <summary>Writes both files into a folder, which is made where there is none.</summary>
    /// <exception cref="InvalidInputException">There is a file of this name.</exception>
    /// <exception cref="IOException">They can not be written.</exception>
    public void Save(string folder)
    {
        RequireFolder(folder);
        Directory.CreateDirectory(folder);
        Encoder.Save(Path.Combine(folder, Translator.EncoderFile));
        Decoder.Save(Path.Combine(folder, Translator.DecoderFile));
    }
}
