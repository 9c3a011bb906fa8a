using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Training.Models;

/// <summary>The description of a <see cref="Seq2Seq"/>.</summary>
internal static class Seq2SeqTable
{
    public static ModelDescription Of(Seq2Seq model)
    {
        var options = model.Options;
        var (hidden, tokens) = (options.Decoder.Hidden, options.TargetVocabulary);
        return new(
            nameof(Seq2Seq),
            FormattableString.Invariant($"[N, S] of {options.SourceVocabulary} tokens, [N, T] of {tokens} tokens"),
            [
                LayerTable.Of("source_embedding", model.SourceTable, "N, S"),
                .. LayerTable.Of("encoder", options.Encoder, "S, "),
                Line("bridge", "linear, tanh", $"[N, {options.Decoder.Layers}, {hidden}]", Count(model.Bridge)),
                LayerTable.Of("target_embedding", model.TargetTable),
                .. LayerTable.Of("decoder", options.Decoder),
                .. model.Attention is { } attention
                    ? new[]
                    {
                        Line(
                            "attention",
                            $"attention, {Name(options.Attention)}",
                            $"[N, T, {options.EncoderWidth}]",
                            Count(attention)
                        ),
                    }
                    : [],
                LayerTable.Of("combine", model.Combine, FormattableString.Invariant($"[N, T, {options.Attentional}]")),
                model.Head is { } head
                    ? LayerTable.Of("head", head, FormattableString.Invariant($"[N, T, {tokens}]"))
                    : Line("head", "linear, the target embedding's weights", $"[N, T, {tokens}]", tokens),
            ]
        );
    }

    private static string Name(AttentionKind kind) => $"{kind}".ToLowerInvariant();

    private static LayerDescription Line(string name, string kind, FormattableString output, long parameters) =>
        new(name, kind, FormattableString.Invariant(output), parameters);

    private static long Count(TorchSharp.torch.nn.Module module) =>
        module.parameters().Sum(parameter => parameter.numel());
}
