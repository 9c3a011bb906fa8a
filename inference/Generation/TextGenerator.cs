using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference.Generation;

/// <summary>
/// Writes text with a language model file that carries its states, token by token. For the same prompt, options and seed it
/// writes what the graph of the generator does (<see cref="GeneratorGraph"/>).
/// </summary>
/// <remarks>
/// <para>A generator is one conversation: it remembers what it has read and written, and goes on from there. It is not safe
/// for concurrent calls; any number of generators, on any threads, may share one <see cref="SequenceModel"/>.</para>
/// <para>The random numbers of a call depend on the seed and on the number of the token within the call.</para>
/// </remarks>
public sealed class TextGenerator : IDisposable
{
    /// <summary>States that are kept: going back farther means reading again.</summary>
    private const int KeptStates = 256;

    private readonly SequenceModel? own;
    private readonly StepModel step;
    private readonly TextPieces pieces;
    private readonly StateHistory history = new(KeptStates);
    private readonly List<int> tokens = [];
    private readonly int[] counts;
    private int read; // tokens that the states know: all but the last, or fewer after a step back

    /// <summary>Begins a conversation with a model that others may use as well; it is not disposed with the generator.</summary>
    /// <exception cref="InvalidInputException">The file is no language model with states, or its card has no vocabulary.</exception>
    public TextGenerator(SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Card is not { } card || TextFeaturizer.Of(card) is not { } text)
            throw new InvalidInputException(
                $"Model '{model.Name}': expected a language model whose card says how texts become tokens, found none."
            );
        step = new StepModel(model);
        if (card.Vocabulary.Count != step.Vocabulary)
        {
            step.Dispose();
            throw new InvalidInputException(
                $"Model '{model.Name}': expected a vocabulary of {step.Vocabulary} tokens, as there are logits, found {card.Vocabulary.Count}."
            );
        }
        pieces = new TextPieces(text);
        counts = new int[step.Vocabulary];
    }

    private TextGenerator(SequenceModel model, SequenceModel own)
        : this(model) => this.own = own;

    /// <summary>How many tokens were read and written.</summary>
    public int TokenCount => tokens.Count;

    /// <summary>Opens a file and begins a conversation with it.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="settings">Device and threads; automatic and one by default.</param>
    /// <exception cref="InvalidInputException">The file is missing or no language model with states.</exception>
    public static TextGenerator Load(string path, SessionSettings? settings = null)
    {
        var model = SequenceModel.Load(path, settings);
        try
        {
            return new TextGenerator(model, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Reads the prompt and writes what follows.</summary>
    /// <param name="prompt">What is read behind everything so far; an empty one at the beginning stands for a line break.</param>
    /// <param name="options">How it writes; see there for the defaults.</param>
    /// <returns>What follows, without the prompt.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public string Generate(string prompt, GenerationOptions? options = null) =>
        string.Concat(Write(prompt, options ?? new GenerationOptions(), CancellationToken.None));

    /// <summary>Reads the prompt and gives out what follows as it is written. The work is done on the thread pool.</summary>
    /// <param name="prompt">What is read behind everything so far; an empty one at the beginning stands for a line break.</param>
    /// <param name="options">How it writes; see there for the defaults.</param>
    /// <param name="cancel">Stops the writing, between two tokens or while the prompt is read.</param>
    /// <returns>Pieces of text, in general one for each token; what may become a stop string is held back.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The writing was stopped; the generator can go on from there.</exception>
    public async IAsyncEnumerable<string> GenerateAsync(
        string prompt,
        GenerationOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        using var text = Write(prompt, options ?? new GenerationOptions(), cancel).GetEnumerator();
        while (await Task.Run(text.MoveNext, cancel))
            yield return text.Current;
    }

    /// <summary>Takes back the last tokens, as if they had not been read or written.</summary>
    /// <param name="count">Tokens, from 0 to <see cref="TokenCount"/>.</param>
    /// <remarks>The latest 256 tokens cost nothing; farther back, the tokens that stay are read again.</remarks>
    public void Rewind(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, tokens.Count);
        for (; count > 0; count--)
        {
            counts[tokens[^1]]--;
            tokens.RemoveAt(tokens.Count - 1);
        }
        var known = Math.Max(tokens.Count - 1, 0);
        if (read <= known)
            return;
        var latest = history.Latest(known);
        step.Restore(latest?.States);
        read = latest?.Tokens ?? 0;
        history.Cut(read);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        step.Dispose();
        own?.Dispose();
    }

    private IEnumerable<string> Write(string prompt, GenerationOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options.Validate();
        var sampler = new Sampler(options, step.Vocabulary);
        var stops = new StopFilter(options.StopStrings);
        if (prompt.Length > 0 || tokens.Count == 0)
            Add(pieces.Prompt(prompt));

        int? previous = null;
        for (var n = 0; n < options.Length && !stops.Stopped; n++)
        {
            cancel.ThrowIfCancellationRequested();
            ReadUpTo(tokens.Count - 1, cancel);
            var logits = step.Step(tokens[^1]);
            read++;
            history.Add(read, step.States);
            Penalize(logits, options.RepetitionPenalty);
            var id = sampler.Draw(logits, RandomStream.Uniform(options.Seed, n));
            Add([id]);
            if (stops.Take(pieces.Of(id, previous)) is { Length: > 0 } text)
                yield return text;
            previous = id;
        }
        if (stops.Rest() is { Length: > 0 } rest)
            yield return rest;
    }

    private void Add(ReadOnlySpan<long> ids)
    {
        foreach (var id in ids)
        {
            tokens.Add((int)id);
            counts[id]++;
        }
    }

    private void ReadUpTo(int count, CancellationToken cancel)
    {
        if (read >= count)
            return;
        step.Read(CollectionsMarshal.AsSpan(tokens)[read..count], cancel);
        read = count;
        history.Add(read, step.States);
    }

    private void Penalize(Span<float> logits, float penalty)
    {
        if (penalty == 1)
            return;
        for (var id = 0; id < logits.Length; id++)
        {
            if (counts[id] > 0)
                logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
        }
    }
}
