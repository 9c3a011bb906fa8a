using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// Lets a <see cref="BeamSearch"/> ask a trained module: what an export is held against, and what BLEU is measured with while
/// training. The model is in evaluation mode; the tensors belong to the scope that the caller has open.
/// </summary>
internal sealed class ModuleStepDecoder : IStepDecoder
{
    private readonly Seq2Seq model;
    private readonly EncodedSource source;
    private long[] rows; // the source of each row of the batch
    private DecoderState state;
    private int lanes;

    /// <summary>Reads sources.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sources">The ids of each, one or more.</param>
    public ModuleStepDecoder(Seq2Seq model, IReadOnlyList<long[]> sources)
    {
        this.model = model;
        var device = ModelPlace.Of(model);
        int[] all = [.. Enumerable.Range(0, sources.Count)];
        var ids = PaddedRows.Ids(sources)(all, sources.Max(ids => ids.Length)).to(device); // [N, S]
        source = model.Encode(ids, tensor(sources.Select(ids => (long)ids.Length).ToArray()));
        state = DecoderState.First(source);
        rows = [.. all];
    }

    /// <inheritdoc/>
    public string Name => nameof(Seq2Seq);

    /// <inheritdoc/>
    public int Vocabulary => model.Options.TargetVocabulary;

    /// <inheritdoc/>
    public bool HasAttention => model.Attention is not null;

    /// <inheritdoc/>
    public StepAnswer Step(ReadOnlySpan<long> tokens, ReadOnlySpan<int> parents, int lanes)
    {
        using var step = NewDisposeScope();
        var read = tensor(tokens.ToArray(), [tokens.Length, 1]).to(source.Steps.device); // [N*K, 1]
        Take(parents, lanes);
        var decoded = model.Decode(read, Of(parents.Length), state);
        state = Kept(decoded.State);
        return new StepAnswer(
            ParameterReader.Read(decoded.Logits),
            decoded.Attention is { } attention ? ParameterReader.Read(attention) : []
        );
    }

    // The states of the lanes that this step goes on from, and which sources are left.
    private void Take(ReadOnlySpan<int> parents, int count)
    {
        var from = tensor(Array.ConvertAll(parents.ToArray(), parent => (long)parent)).to(source.Steps.device); // [N*K]
        var before = Math.Max(lanes, 1);
        var left = new long[parents.Length / count];
        for (var row = 0; row < left.Length; row++)
            left[row] = rows[parents[row * count] / before];
        (rows, lanes) = (left, count);
        state = new DecoderState(
            new RecurrentState(
                state.Layers.Hidden.index_select(0, from), // [N*K, L, H]
                state.Layers.Cell?.index_select(0, from) // [N*K, L, H]
            ),
            state.Fed?.index_select(0, from) // [N*K, A]
        );
    }

    // The sources as the lanes see them: one behind the other.
    private EncodedSource Of(int count)
    {
        var each = count / rows.Length;
        var from = tensor(rows.SelectMany(row => Enumerable.Repeat(row, each)).ToArray()).to(source.Steps.device); // [N*K]
        return new EncodedSource(
            source.Steps.index_select(0, from), // [N*K, S, D*He]
            source.Keys?.index_select(0, from), // [N*K, S, H]
            source.Padding?.index_select(0, from), // [N*K, S]
            source.Initial
        );
    }

    private static DecoderState Kept(DecoderState state)
    {
        state.Layers.Hidden.MoveToOuterDisposeScope();
        state.Layers.Cell?.MoveToOuterDisposeScope();
        state.Fed?.MoveToOuterDisposeScope();
        return state;
    }
}
