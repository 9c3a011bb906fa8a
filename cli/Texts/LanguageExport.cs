using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Compression;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>What <c>rnn export</c> does for language models alone.</summary>
internal static class LanguageExport
{
    /// <summary>The generator of a language model: a prompt in, text out.</summary>
    public static ModelFile Generator(IAnsiConsole console, ModelFile file, bool requiredInputs = false)
    {
        var (generator, parity) = LanguageGenerator.Of(file, new GeneratorOptions { RequiredInputs = requiredInputs });
        console.Labeled(
            "Writes",
            $"a prompt in, text out: ONNX Runtime {SequenceModel.RuntimeVersion} writes what the trained module writes, over {parity.Probes} probes"
        );
        return generator;
    }

    /// <summary>The file with its weights as they are wanted, and its figures on the text it was trained on.</summary>
    /// <exception cref="InvalidInputException">It is another text, or the answers change by more than is allowed.</exception>
    public static ModelFile OnText(
        IAnsiConsole console,
        ModelFile file,
        WeightFormat format,
        string path,
        double? tolerance
    )
    {
        var card = file.Card!;
        var split =
            LanguageMeasure.Parts(card, path)
            ?? throw new InvalidInputException(
                $"Option data: expected the text that the model was trained on, {card.TrainingData?.FileName ?? "which its card does not tell"}, found '{path}'."
            );
        var part = split.Test is null ? "validation" : "test";
        var written = CompressedModel.Create(
            file,
            format,
            LanguageEvaluation.Inputs(file, split.Measured),
            $"the {part} part of {Path.GetFileName(path)}",
            tolerance
        );
        var (measured, metrics) = LanguageMeasure.On(written, split);
        LanguageReport.Write(console, part, metrics);
        return measured;
    }
}
