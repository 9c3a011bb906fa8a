using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Export;

/// <summary>Reads modules back out of files that this library wrote: export, then import, gives every weight to the bit.</summary>
public static class OnnxImporter
{
    /// <summary>The model that a file was exported from.</summary>
    /// <param name="file">A file that <see cref="OnnxExporter"/> wrote, in float32, with its weights as they were exported.</param>
    /// <returns>
    /// A <see cref="RecurrentModel"/>, a <see cref="SequenceDecoder"/> or a <see cref="Forecaster"/> of the same options, each
    /// parameter and buffer with the same bits, in evaluation mode, owned by the caller. It can be trained further, and
    /// exported again to the same graph.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// The file does not say what it was exported from, has weights in float16 or 8 bits, was written by converters of one's own or
    /// by another version, or was changed since.
    /// </exception>
    public static nn.Module Read(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ModuleImport.Read(file);
    }

    /// <summary>The recurrent layers of a file, with a learned initial state where there is one.</summary>
    /// <param name="file">A file in float32, with its weights as they were exported.</param>
    /// <param name="residual">Whether the layers had residual links, which are not part of any layer; no by default.</param>
    /// <param name="name">What the layers' nodes are called, before the layer's number; "rnn" by default.</param>
    /// <returns>A stack of the same cells, sizes and weights, owned by the caller; dropout, which a file does not have, is 0.</returns>
    /// <exception cref="InvalidInputException">
    /// There are no such layers in the file, or their weights are no float32 constants: a foreign, quantized or half-precision
    /// file.
    /// </exception>
    public static RecurrentStack ReadStack(ModelFile file, bool residual = false, string name = "rnn")
    {
        var layers = RecurrentReader.Read(file, name);
        var learned = file.Initializer(RecurrentConverter.InitialHidden);
        var stack = new RecurrentStack(
            Options(layers) with
            {
                Residual = residual,
                LearnedInitialState = learned is not null,
            }
        );
        try
        {
            using var scope = NewDisposeScope();
            var weights = Weights(layers);
            if (learned is not null)
                AddLearned(weights, file);
            WeightCopy.Copy(weights, WeightCopy.Weights(stack));
            return stack;
        }
        catch
        {
            stack.Dispose();
            throw;
        }
    }

    private static RecurrentOptions Options(IReadOnlyList<RecurrentLayer> layers)
    {
        var (bottom, weights) = (layers[0], layers[0].Forward);
        return new RecurrentOptions
        {
            Cell = bottom.Cell,
            Features = bottom.Features,
            Hidden = bottom.Hidden,
            Layers = layers.Count,
            Bidirectional = bottom.DirectionCount == 2,
            Bias = weights.BiasIh is not null,
            HandWritten = bottom.WrittenOut,
            LayerNorm = weights.Normalization is not null,
        };
    }

    private static SortedDictionary<string, Tensor> Weights(IReadOnlyList<RecurrentLayer> layers)
    {
        var all = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        for (var layer = 0; layer < layers.Count; layer++)
        {
            AddDirection(layers[layer].Forward, direction: 0);
            if (layers[layer].Backward is { } backward)
                AddDirection(backward, direction: 1);

            void AddDirection(RecurrentWeights weights, int direction)
            {
                var rows = weights.WeightHh.Length / weights.Hidden;
                Add("weight_ih", weights.WeightIh, rows, weights.Features);
                Add("weight_hh", weights.WeightHh, rows, weights.Hidden);
                Add("bias_ih", weights.BiasIh, rows);
                Add("bias_hh", weights.BiasHh, rows);
                Add("gain_ih", weights.Normalization?.GainIh, rows);
                Add("gain_hh", weights.Normalization?.GainHh, rows);
                Add("gain_c", weights.Normalization?.GainCell, weights.Hidden);
                Add("bias_c", weights.Normalization?.BiasCell, weights.Hidden);

                void Add(string parameter, float[]? values, params long[] shape)
                {
                    if (values is not null)
                        all.Add(WeightCopy.Name(parameter, layer, direction), tensor(values, shape));
                }
            }
        }
        return all;
    }

    // Stored with a first dimension of 1, over which the graph spreads them to the rows of a batch.
    private static void AddLearned(SortedDictionary<string, Tensor> weights, ModelFile file)
    {
        foreach (var name in new[] { RecurrentConverter.InitialHidden, RecurrentConverter.InitialCell })
        {
            if (file.Initializer(name) is { ElementType: ElementType.Float } state)
                weights.Add(name, tensor(state.Floats, state.Shape.AsSpan(1)));
        }
    }
}
