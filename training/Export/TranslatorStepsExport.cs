using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Training.Export;

/// <summary>The two files of an encoder-decoder, by whose answers a program decodes itself.</summary>
internal static class TranslatorStepsExport
{
    public static TranslatorSteps Write(Seq2Seq model, ExportOptions options)
    {
        options.Validate();
        var weights = TranslatorWeights.Of(model);
        var versions = new GraphBuilderOptions { Opset = options.Opset };
        var probes = TranslatorStepProbes.Of(model, options.ProbeSeed);
        return new TranslatorSteps(
            Export(TranslationEncoderGraph.Create(weights, versions), probes.Encoder, TranslationEncoderGraph.Meanings),
            Export(TranslationDecoderGraph.Create(weights, versions), probes.Decoder, TranslationDecoderGraph.Meanings)
        );
    }

    private static ExportedModel Export(
        GraphBuilder graph,
        IReadOnlyList<Rnn.Onnx.Models.Verification.ParityProbe> probes,
        IReadOnlyDictionary<string, string> meanings
    )
    {
        var file = graph.Build();
        return new ExportedModel(file, probes)
        {
            Inputs = [.. file.Inputs.Select(info => CardTensor.Of(info, meanings[info.Name]))],
            Outputs = [.. file.Outputs.Select(info => CardTensor.Of(info, meanings[info.Name]))],
        };
    }
}

/// <summary>The two files of an encoder-decoder.</summary>
/// <param name="Encoder"><c>encoder_model.onnx</c>, which reads a source once.</param>
/// <param name="Decoder"><c>decoder_model.onnx</c>, which makes one step of a translation.</param>
public sealed record TranslatorSteps(ExportedModel Encoder, ExportedModel Decoder);
