using System.Runtime.CompilerServices;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>
/// Translates texts with an encoder file and a decoder file, whose steps are made from here: the tokens are those that the graph
/// of a whole translator finds. Safe for concurrent calls.
/// </summary>
/// <remarks>A text without tokens is translated to none, with the score 0. No translation depends on the others.</remarks>
public sealed class Translator : IDisposable
{
    /// <summary>What the encoder file is called in a folder.</summary>
    public const string EncoderFile = "encoder_model.onnx";

    /// <summary>What the decoder file is called in a folder.</summary>
    public const string DecoderFile = "decoder_model.onnx";

    private readonly SequenceModel encoder;
    private readonly SequenceModel decoder;
    private readonly TextFeaturizer source;
    private readonly TargetTexts target;
    private readonly bool hasAttention;
    private bool isOwner;

    /// <summary>Takes two models that others may use as well; they are not disposed with the translator.</summary>
    /// <param name="encoder">The encoder, whose card knows the texts of both languages.</param>
    /// <param name="decoder">The decoder.</param>
    /// <exception cref="InvalidInputException">One is another file, or they do not belong together.</exception>
    public Translator(SequenceModel encoder, SequenceModel decoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(decoder);
        (this.encoder, this.decoder) = (encoder, decoder);
        if (
            encoder.Card is not { Task: ModelCard.TranslationEncoderTask, Target: { } card }
            || TextFeaturizer.Of(encoder.Card) is not { } text
        )
            throw new InvalidInputException(
                $"Model '{encoder.Name}': expected the encoder of a translator, with a card that says how texts become tokens and tokens become texts, found the task {encoder.Card?.Task ?? "of no card"}."
            );
        source = text;
        FilePair.Check(encoder, decoder, card.Vocabulary.Count);
        hasAttention = decoder.File.Outputs.Any(output => output.Name == TranslationDecoderGraph.Attention);
        target = new TargetTexts(card, hasAttention);
    }

    /// <summary>The card of the encoder file.</summary>
    public ModelCard Card => encoder.Card!;

    /// <summary>Opens the two files of a folder, <see cref="EncoderFile"/> and <see cref="DecoderFile"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="settings">Device and threads; automatic and one by default.</param>
    /// <exception cref="InvalidInputException">A file is missing or another, or they do not belong together.</exception>
    public static Translator Load(string folder, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Load(Path.Combine(folder, EncoderFile), Path.Combine(folder, DecoderFile), settings);
    }

    /// <summary>Opens two files.</summary>
    /// <param name="encoderPath">The encoder.</param>
    /// <param name="decoderPath">The decoder.</param>
    /// <param name="settings">Device and threads; automatic and one by default.</param>
    /// <exception cref="InvalidInputException">A file is missing or another, or they do not belong together.</exception>
    public static Translator Load(string encoderPath, string decoderPath, SessionSettings? settings = null)
    {
        SequenceModel? first = null;
        SequenceModel? second = null;
        try
        {
            first = SequenceModel.Load(encoderPath, settings);
            second = SequenceModel.Load(decoderPath, settings);
            return new Translator(first, second) { isOwner = true };
        }
        catch
        {
            first?.Dispose();
            second?.Dispose();
            throw;
        }
    }

    /// <summary>The best translation of each text, in their order.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">How it is searched; see there for the defaults.</param>
    /// <param name="batchSize">Texts translated at once, 1 or more.</param>
    /// <param name="cancel">Stops between two tokens.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or a file can not be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<TranslatedText> Translate(
        IReadOnlyList<string> texts,
        DecodingOptions? options = null,
        int batchSize = 32,
        CancellationToken cancel = default
    ) =>
        [
            .. TranslateBest(texts, (options ?? new DecodingOptions()) with { Best = 1 }, batchSize, cancel)
                .Select(best => best[0]),
        ];

    /// <summary>The <see cref="DecodingOptions.Best"/> translations of each text, the best first, in the order of the texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">How it is searched; see there for the defaults.</param>
    /// <param name="batchSize">Texts translated at once, 1 or more.</param>
    /// <param name="cancel">Stops between two tokens.</param>
    /// <returns>Where a text has fewer translations, the others are empty, with a score of minus infinity.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or a file can not be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<IReadOnlyList<TranslatedText>> TranslateBest(
        IReadOnlyList<string> texts,
        DecodingOptions? options = null,
        int batchSize = 32,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        options = Check(options);
        OptionRange.AtLeast(batchSize, 1, "batch");
        IReadOnlyList<string>[] tokens = [.. texts.Select(text => TextFeaturizer.Tokens(text, source.Options))];
        var results = new IReadOnlyList<TranslatedText>[tokens.Length];
        // Texts of about the same length together: little padding.
        foreach (var rows in Enumerable.Range(0, tokens.Length).OrderBy(row => tokens[row].Count).Chunk(batchSize))
        {
            cancel.ThrowIfCancellationRequested();
            IReadOnlyList<string>[] batch = [.. rows.Select(row => tokens[row])];
            foreach (var (row, found) in rows.Zip(Search(batch, options, cancel)))
                results[row] = found;
        }
        return results;
    }

    /// <summary>
    /// The greedy translation of a text (<see cref="DecodingOptions.BeamSize"/> does not count), given out as it is made. The work is
    /// done on the thread pool.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How it is searched; see there for the defaults.</param>
    /// <param name="cancel">Stops between two tokens.</param>
    /// <returns>Pieces of the translation, one for each token.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or a file can not be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async IAsyncEnumerable<string> StreamAsync(
        string text,
        DecodingOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        using var pieces = Pieces(text, Check(options) with { BeamSize = 1, Best = 1 }, cancel).GetEnumerator();
        while (await Task.Run(pieces.MoveNext, cancel))
            yield return pieces.Current;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!isOwner)
            return;
        encoder.Dispose();
        decoder.Dispose();
    }

    private DecodingOptions Check(DecodingOptions? options)
    {
        options = (options ?? new DecodingOptions()).Validate();
        if (options.CoveragePenalty > 0 && !hasAttention)
            throw Refusals.CoverageWithoutAttention(decoder, options);
        return options;
    }

    private IEnumerable<IReadOnlyList<TranslatedText>> Search(
        IReadOnlyList<string>[] batch,
        DecodingOptions options,
        CancellationToken cancel
    )
    {
        IReadOnlyList<string>[] read = [.. batch.Where(tokens => tokens.Count > 0)];
        using var session = read.Length > 0 ? Begin(read) : null;
        var search = session is null
            ? null
            : new BeamSearch(session, [.. read.Select(tokens => tokens.Count)], options);
        search?.Run(cancel);
        var next = 0;
        foreach (var tokens in batch)
            yield return tokens.Count == 0
                ? [.. Enumerable.Repeat(target.OfNothing, options.Best)]
                : [.. search!.Beams[next++].Ranked().Select(ranked => target.Describe(ranked, tokens))];
    }

    private IEnumerable<string> Pieces(string text, DecodingOptions options, CancellationToken cancel)
    {
        var tokens = TextFeaturizer.Tokens(text, source.Options);
        if (tokens.Count == 0)
            yield break;
        using var session = Begin([tokens]);
        var search = new BeamSearch(session, [tokens.Count], options);
        while (search.Advance())
        {
            if (target.Piece(search.Beams[0].Lanes[0], tokens) is { Length: > 0 } piece)
                yield return piece;
            cancel.ThrowIfCancellationRequested();
        }
    }

    private DecoderSession Begin(IReadOnlyList<IReadOnlyList<string>> texts)
    {
        int[][] ids = [.. texts.Select(tokens => tokens.Select(source.Vocabulary.Id).ToArray())];
        return new DecoderSession(decoder, EncodedTexts.Of(encoder, ids));
    }
}
