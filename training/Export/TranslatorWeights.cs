using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>Copies the numbers of an encoder-decoder out of its module.</summary>
internal static class TranslatorWeights
{
    public static Seq2SeqWeights Of(Seq2Seq model)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (attention, bridge) = (model.Attention, model.Bridge);
        return new Seq2SeqWeights
        {
            SourceEmbedding = ParameterReader.Read(model.SourceTable.weight!),
            Encoder = RecurrentConverter.Layers(model.Encoder),
            BridgeHidden = Weight(bridge.Hidden)!,
            BridgeHiddenBias = ParameterReader.Read(bridge.Hidden.bias!),
            BridgeCell = Weight(bridge.Cell),
            BridgeCellBias = bridge.Cell is { } cell ? ParameterReader.Read(cell.bias!) : null,
            TargetEmbedding = ParameterReader.Read(model.TargetTable.weight!),
            Decoder = RecurrentConverter.Layers(model.Decoder),
            Attention = model.Options.Attention,
            Key = Weight(attention?.Key),
            Query = Weight(attention?.Query),
            Energy = Weight(attention?.Energy),
            Combine = Weight(model.Combine)!,
            CombineBias = ParameterReader.Read(model.Combine.bias!),
            Output = Weight(model.Head),
            OutputBias = ParameterReader.Read(model.HeadBias),
            InputFeeding = model.Options.InputFeeding,
            Residual = model.Options.Recurrent.Residual,
        };
    }

    private static float[]? Weight(Linear? linear) => linear is null ? null : ParameterReader.Read(linear.weight!);
}
