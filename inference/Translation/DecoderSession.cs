using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>The steps of a decoder file over texts that an encoder file has read. For one thread at a time.</summary>
internal sealed class DecoderSession : IStepDecoder, IDisposable
{
    private readonly SequenceModel decoder;
    private readonly IReadOnlyList<ReadOnlyMemory<float>> first;
    private IReadOnlyList<NamedTensor> sources; // of the texts that are still in the batch: [N, S, ...] each
    private readonly int width; // S
    private StepBuffers? buffers;
    private int rows; // N
    private int lanes = 1; // K

    /// <summary>Begins.</summary>
    /// <param name="decoder">The decoder file; it fits the encoder.</param>
    /// <param name="texts">What the encoder made of the texts.</param>
    public DecoderSession(SequenceModel decoder, EncodedTexts texts)
    {
        this.decoder = decoder;
        (rows, width) = (texts.Count, texts.Width);
        var names = decoder.File.Inputs.Select(input => input.Name).ToHashSet();
        sources = [.. texts.Sources.Where(source => names.Contains(source.Name))];
        first = [.. StepBuffers.States(decoder.File).Select(state => First(state, texts))];
        Vocabulary = (int)Output(TranslationDecoderGraph.Logits)!.Shape[^1].Value!.Value;
        HasAttention = Output(TranslationDecoderGraph.Attention) is not null;
    }

    public string Name => decoder.Name;

    public int Vocabulary { get; }

    public bool HasAttention { get; }

    /// <exception cref="InvalidInputException">The file can not be run.</exception>
    public StepAnswer Step(ReadOnlySpan<long> tokens, ReadOnlySpan<int> parents, int lanes)
    {
        var isSame = lanes == this.lanes && tokens.Length == rows * lanes;
        if (buffers is not null && isSame)
        {
            // Rows leave in a step that has fewer of them, never in another.
            buffers.Reorder(parents);
        }
        else
        {
            Keep(parents, tokens.Length / lanes, lanes);
            var next = new StepBuffers(decoder, sources, rows, lanes, width);
            next.Take(parents, buffers?.Current ?? first);
            buffers?.Dispose();
            buffers = next;
            this.lanes = lanes;
        }
        buffers.Run(tokens);
        return new StepAnswer(buffers.Logits.Span, buffers.Attention.Span);
    }

    /// <inheritdoc/>
    public void Dispose() => buffers?.Dispose();

    // Those that the encoder gave; the attentional vectors in front of the first token are zeros.
    private static ReadOnlyMemory<float> First(TensorInfo state, EncodedTexts texts) =>
        texts.States.FirstOrDefault(given => given.Name == state.Name) is { } found
            ? found.Floats
            : new float[texts.Count * StepBuffers.Size(state)];

    private TensorInfo? Output(string name) => decoder.File.Outputs.FirstOrDefault(output => output.Name == name);

    // Drops the texts that no lane goes on from.
    private void Keep(ReadOnlySpan<int> parents, int count, int lanesAfter)
    {
        if (count == rows)
            return;
        var kept = new int[count];
        for (var row = 0; row < count; row++)
            kept[row] = parents[row * lanesAfter] / lanes;
        sources = [.. sources.Select(source => Rows(source, kept))];
        rows = count;
    }

    private static NamedTensor Rows(NamedTensor tensor, int[] rows)
    {
        long[] shape = [rows.Length, .. tensor.Shape[1..]];
        return tensor.ElementType == ElementType.Int64
            ? NamedTensor.Of(tensor.Name, Rows(tensor.Longs, tensor.Shape[0], rows), shape)
            : NamedTensor.Of(tensor.Name, Rows(tensor.Floats, tensor.Shape[0], rows), shape);
    }

    private static T[] Rows<T>(T[] data, long count, int[] rows)
    {
        var size = (int)(data.Length / count);
        var kept = new T[rows.Length * size];
        foreach (var (i, row) in rows.Index())
            data.AsSpan(row * size, size).CopyTo(kept.AsSpan(i * size));
        return kept;
    }
}
