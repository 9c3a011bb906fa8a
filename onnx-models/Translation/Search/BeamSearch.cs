using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// Translates some texts at once, step by step, by the rule of <see cref="DecodingOptions"/>. It knows no model, only what a
/// step says. For one thread at a time.
/// </summary>
public sealed class BeamSearch
{
    private readonly IStepDecoder decoder;
    private readonly NextTokens next;
    private Beam[] batch; // those that the decoder still has
    private long[] tokens; // [N * K]
    private int[] parents; // [N * K]
    private int lanes = 1; // K

    /// <summary>Begins.</summary>
    /// <param name="decoder">What makes the steps; it has read the texts.</param>
    /// <param name="sourceLengths">Tokens of each text, 1 or more.</param>
    /// <param name="options">How it is searched.</param>
    public BeamSearch(IStepDecoder decoder, IReadOnlyList<int> sourceLengths, DecodingOptions options)
    {
        this.decoder = decoder;
        next = new NextTokens(decoder, options);
        batch = [.. sourceLengths.Select(length => new Beam(length, options))];
        Beams = batch;
        tokens = [.. batch.Select(_ => (long)Vocabulary.Begin)];
        parents = [.. Enumerable.Range(0, batch.Length)];
    }

    /// <summary>The hypotheses of each text.</summary>
    public IReadOnlyList<Beam> Beams { get; }

    /// <summary>Searches to the end.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, between two steps.</exception>
    /// <exception cref="InvalidInputException">The decoder says what is not a number.</exception>
    public void Run(CancellationToken cancel)
    {
        do cancel.ThrowIfCancellationRequested();
        while (Advance());
    }

    /// <summary>Makes one step.</summary>
    /// <returns>Whether there was one left to make.</returns>
    /// <exception cref="InvalidInputException">The decoder says what is not a number.</exception>
    public bool Advance()
    {
        if (Array.TrueForAll(batch, beam => beam.IsDone))
            return false;
        var answer = decoder.Step(tokens, parents, lanes);
        var vocabulary = lanes * decoder.Vocabulary;
        var source = answer.Attention.Length / batch.Length;
        for (var row = 0; row < batch.Length; row++)
        {
            // A text that is done stays as it is, whatever the others need.
            if (!batch[row].IsDone)
                batch[row]
                    .Advance(
                        answer.Logits.Slice(row * vocabulary, vocabulary),
                        answer.Attention.Slice(row * source, source),
                        next
                    );
        }
        Prepare();
        return true;
    }

    // What the next step reads. Lanes that have ended, and those that some rows have fewer of, read padding.
    private void Prepare()
    {
        int[] rows = [.. Enumerable.Range(0, batch.Length).Where(row => !batch[row].IsDone)];
        // The texts that are done leave when they are a quarter: for fewer it is not worth moving the others.
        if (4 * rows.Length > 3 * batch.Length)
            rows = [.. Enumerable.Range(0, batch.Length)];
        var before = lanes;
        lanes = rows.Select(row => batch[row].Lanes.Count).DefaultIfEmpty().Max();
        tokens = new long[rows.Length * lanes]; // padding
        parents = new int[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            var (row, lane) = (rows[i / lanes], i % lanes);
            var beam = batch[row];
            var isOpen = lane < beam.Lanes.Count && !beam.IsDone;
            tokens[i] = isOpen ? beam.Lanes[lane].Token : Vocabulary.Padding;
            parents[i] = row * before + (isOpen ? beam.Parents[lane] : 0);
        }
        batch = [.. rows.Select(row => batch[row])];
    }
}
