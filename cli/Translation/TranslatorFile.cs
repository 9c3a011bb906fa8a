using System.CommandLine;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>A translator on disk, of one file or of two, and how it is asked to search.</summary>
internal sealed class TranslatorFile : IDisposable
{
    private readonly SequenceModel? whole;
    private readonly Translator? steps;
    private readonly DecodingOptions options;
    private readonly string path;

    private TranslatorFile(string path, SequenceModel? whole, Translator? steps, DecodingOptions options)
    {
        this.path = path;
        this.whole = whole;
        this.steps = steps;
        this.options = options;
    }

    /// <summary>Opens the file of a translator, or a folder with its two files.</summary>
    /// <exception cref="InvalidInputException">It is none, or is asked for what it can not do.</exception>
    public static TranslatorFile Open(string path, ParseResult parsed, DecodingFlags flags)
    {
        var settings = new SessionSettings { Device = Device.Cpu };
        if (Directory.Exists(path))
        {
            var pair = Translator.Load(path, settings);
            try
            {
                var how = flags.Read(parsed, TranslatorCheckpoint.Decoding(pair.Card));
                return new TranslatorFile(path, whole: null, pair, how);
            }
            catch
            {
                pair.Dispose();
                throw;
            }
        }
        if (flags.Fixed.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new InvalidInputException(
                $"Option {given.Name.TrimStart('-')}: expected a folder with {Translator.EncoderFile} and {Translator.DecoderFile}, since a single file decides on it when it is written, found '{path}'."
            );
        var model = SequenceModel.Load(path, settings);
        try
        {
            var card = model.Card;
            return new TranslatorFile(
                path,
                model,
                steps: null,
                flags.Read(parsed, card is null ? new DecodingOptions() : TranslatorCheckpoint.Decoding(card))
            );
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a file that does not say what its words look at.</summary>
    /// <exception cref="InvalidInputException">It does not.</exception>
    public void RequireAttention()
    {
        if (whole is not null && whole.File.Outputs.All(output => output.Name != "attention"))
            throw new InvalidInputException(
                $"Option attention: expected a file with the output attention (rnn export --attention), or a folder with {Translator.EncoderFile} and {Translator.DecoderFile}, found '{path}'."
            );
    }

    /// <summary>The translations of each text, the best first.</summary>
    public IReadOnlyList<IReadOnlyList<TranslatedText>> Translate(
        IReadOnlyList<string> texts,
        int batch,
        CancellationToken cancel
    ) =>
        steps is not null
            ? steps.TranslateBest(texts, options, batch, cancel)
            : Translations.BestOf(whole!, texts, options, batch, cancel);

    public void Dispose()
    {
        whole?.Dispose();
        steps?.Dispose();
    }
}
