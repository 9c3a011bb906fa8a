using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// Random questions to the two files of an encoder-decoder with the module's answers: sources of different lengths side by side,
/// then some steps behind each other, of one lane and of several.
/// </summary>
internal sealed class TranslatorStepProbes
{
    private static readonly int[] Batches = [1, 3, 17];
    private static readonly int[] Lengths = [1, 2, 50];
    private static readonly int[] Lanes = [1, 4];

    /// <summary>Steps behind each other: the state of one is the next one's.</summary>
    private const int Steps = 3;

    private readonly Seq2Seq model;
    private readonly Random random;
    private readonly List<ParityProbe> encoder = [];
    private readonly List<ParityProbe> decoder = [];

    private TranslatorStepProbes(Seq2Seq model, int seed) => (this.model, random) = (model, new Random(seed));

    public static (IReadOnlyList<ParityProbe> Encoder, IReadOnlyList<ParityProbe> Decoder) Of(Seq2Seq model, int seed)
    {
        model.eval();
        using var none = no_grad();
        var probes = new TranslatorStepProbes(model, seed);
        foreach (var length in Lengths)
        foreach (var batch in Batches)
            probes.Ask(batch, length);
        return (probes.encoder, probes.decoder);
    }

    // One source has as many tokens as asked, the others fewer.
    private void Ask(int batch, int longest)
    {
        using var scope = NewDisposeScope();
        var rows = Enumerable
            .Range(0, batch)
            .Select(row => Draw(row == 0 ? longest : random.Next(1, longest + 1), model.Options.SourceVocabulary))
            .ToArray();
        var ids = PaddedRows.Ids(rows)([.. Enumerable.Range(0, batch)], longest); // [N, S]
        var source = model.Encode(ids, tensor(rows.Select(row => (long)row.Length).ToArray()));

        long[] real = [.. rows.SelectMany(row => Enumerable.Range(0, longest).Select(t => t < row.Length ? 1L : 0))];
        var mask = NamedTensor.Of(TranslationEncoderGraph.AttentionMask, real, batch, longest);
        var hidden = Answers.Floats(TranslationEncoderGraph.HiddenStates, source.Steps);
        NamedTensor[] keys = HasKeys ? [Answers.Floats(TranslationEncoderGraph.Keys, source.Keys!)] : [];
        var name = FormattableString.Invariant($"batch {batch}, source {longest}");
        encoder.Add(
            new ParityProbe(
                name,
                [NamedTensor.Of(TranslationEncoderGraph.InputIds, ids.data<long>().ToArray(), batch, longest), mask],
                [
                    hidden,
                    .. keys,
                    .. States(source.Initial, TranslationEncoderGraph.FirstHidden, TranslationEncoderGraph.FirstCell),
                ]
            )
        );
        NamedTensor[] read = model.Attention is null
            ? []
            : [hidden, .. keys, NamedTensor.Of(TranslationDecoderGraph.AttentionMask, real, batch, longest)];
        foreach (var lanes in Lanes)
            Walk(source, batch, lanes, read, FormattableString.Invariant($"{name}, lanes {lanes}"));
    }

    private bool HasKeys => model.Options.Attention is AttentionKind.Additive or AttentionKind.General;

    private void Walk(EncodedSource source, int batch, int lanes, NamedTensor[] read, string name)
    {
        var spread = Spread(source, lanes);
        var state = DecoderState.First(spread);
        for (var step = 0; step < Steps; step++)
        {
            var tokens = Draw(batch * lanes, model.Options.TargetVocabulary);
            var before = States(state, TranslationDecoderGraph.HiddenBefore, TranslationDecoderGraph.CellBefore)
                .Concat(Fed(TranslationDecoderGraph.FeedBefore, state, batch * lanes));
            var decoded = model.Decode(tensor(tokens, [batch * lanes, 1]), spread, state); // [N*K, 1, V]
            state = decoded.State;
            decoder.Add(
                new ParityProbe(
                    FormattableString.Invariant($"{name}, step {step + 1}"),
                    [NamedTensor.Of(TranslationDecoderGraph.InputIds, tokens, batch, lanes), .. read, .. before],
                    [
                        Answers.Floats(TranslationDecoderGraph.Logits, decoded.Logits.view(batch, lanes, -1)),
                        .. decoded.Attention is { } attention
                            ? [Answers.Floats(TranslationDecoderGraph.Attention, attention.view(batch, lanes, -1))]
                            : (NamedTensor[])[],
                        .. States(state, TranslationDecoderGraph.HiddenAfter, TranslationDecoderGraph.CellAfter),
                        .. Fed(TranslationDecoderGraph.FeedAfter, state, batch * lanes),
                    ]
                )
            );
        }
    }

    // The lanes of a source one behind the other.
    private static EncodedSource Spread(EncodedSource source, int lanes)
    {
        return new EncodedSource(
            Each(source.Steps),
            source.Keys is null ? null : Each(source.Keys),
            source.Padding is null ? null : Each(source.Padding),
            new RecurrentState(
                Each(source.Initial.Hidden),
                source.Initial.Cell is null ? null : Each(source.Initial.Cell)
            )
        );

        Tensor Each(Tensor all) => all.repeat_interleave(lanes, 0); // [N*K, ...]
    }

    private static IEnumerable<NamedTensor> States(DecoderState state, string hidden, string cell) =>
        States(state.Layers, hidden, cell);

    private static IEnumerable<NamedTensor> States(RecurrentState state, string hidden, string cell)
    {
        yield return Answers.Floats(hidden, state.Hidden);
        if (state.Cell is not null)
            yield return Answers.Floats(cell, state.Cell);
    }

    private IEnumerable<NamedTensor> Fed(string name, DecoderState state, int rows)
    {
        if (!model.Options.InputFeeding)
            yield break;
        var size = model.Options.Attentional;
        yield return state.Fed is { } fed
            ? Answers.Floats(name, fed)
            : NamedTensor.Of(name, new float[rows * size], rows, size);
    }

    private long[] Draw(int count, int vocabulary) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(vocabulary))];
}
