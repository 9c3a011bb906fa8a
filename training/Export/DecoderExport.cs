using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>The file of a decoder: <c>vector</c> [batch, C] to <c>sequence</c> [batch, steps, outputs].</summary>
internal static class DecoderExport
{
    private static readonly int[] ProbeBatches = [1, 3, 17];

    public static ExportedModel Write(SequenceDecoder model, ExportOptions options)
    {
        var file = Graph(model, options);
        return new ExportedModel(file, Probes(model, new Random(options.ProbeSeed)))
        {
            Inputs = [CardTensor.Of(file.Inputs[0], "The numbers that the sequence is made of.")],
            Outputs = [CardTensor.Of(file.Outputs[0], "The written steps, the first one first.")],
        };
    }

    public static ModelFile Graph(SequenceDecoder model, ExportOptions options)
    {
        options.Validate();
        if (options.Stateful || options.Lengths == true)
            throw new InvalidInputException(
                $"Option {(options.Stateful ? "stateful" : "lengths")}: expected no for a {nameof(SequenceDecoder)}, which reads no sequence, found yes."
            );
        var sizes = model.Options;
        var graph = options.Begin(nameof(SequenceDecoder));
        var vector = graph.AddInput("vector", ElementType.Float, "batch", sizes.Features);
        var sequence = options.Registry.Convert(graph, model, vector)[0];
        graph.AddOutput("sequence", sequence, ElementType.Float, "batch", sizes.Steps, sizes.Outputs);
        graph.SetMetadata(ModuleOrigin.MetadataKey, ModuleOrigin.Of(model).ToJson());
        return graph.Build();
    }

    private static ParityProbe[] Probes(SequenceDecoder model, Random random)
    {
        model.eval();
        using var none = no_grad();
        return [.. ProbeBatches.Select(batch => Probe(model, random, batch))];
    }

    private static ParityProbe Probe(SequenceDecoder model, Random random, int batch)
    {
        var values = new float[batch * model.Options.Features];
        for (var i = 0; i < values.Length; i++)
            values[i] = 6 * random.NextSingle() - 3;
        using var scope = NewDisposeScope();
        var sequence = model.call(tensor(values, [batch, model.Options.Features])); // [N, steps, outputs]
        return new ParityProbe(
            FormattableString.Invariant($"batch {batch}"),
            [NamedTensor.Of("vector", values, batch, model.Options.Features)],
            [Answers.Floats("sequence", sequence)]
        );
    }
}
