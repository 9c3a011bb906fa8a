using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// The models that read a sequence. Each gives its answer, the final hidden states [N, L*D, H], the final cell states where the
/// cell has them and, pooled by attention, the weights of the steps [N, T].
/// </summary>
internal static class RecurrentModelConverters
{
    /// <summary>SequenceClassifier and SequenceRegressor: one answer a row, [N, K].</summary>
    public static IReadOnlyList<string> ConvertPooled(
        ConverterRegistry registry,
        GraphBuilder graph,
        nn.Module module,
        ModuleInputs inputs
    )
    {
        var model = (PooledModel)module;
        var layers = Layers(registry, graph, model, inputs);
        var read = inputs with { Input = layers[0], Last = layers[1] };
        var pooled = registry.Convert(graph, model.Pool, read); // [N, D*H], [N, T]
        var answer = registry.Convert(graph, model.Output, pooled[0])[0]; // [N, K]
        return [answer, .. layers.Skip(2), .. pooled.Skip(1)];
    }

    /// <summary>SequenceTagger: an answer at every step, [N, T, K].</summary>
    public static IReadOnlyList<string> ConvertTagger(
        ConverterRegistry registry,
        GraphBuilder graph,
        nn.Module module,
        ModuleInputs inputs
    )
    {
        var tagger = (SequenceTagger)module;
        var layers = Layers(registry, graph, tagger, inputs);
        return [AtEveryStep(graph, tagger.Output.weight!, tagger.Output.bias!, layers[0]), .. layers.Skip(2)];
    }

    /// <summary>LanguageModel: a logit for each id at every step, [N, T, V].</summary>
    public static IReadOnlyList<string> ConvertLanguageModel(
        ConverterRegistry registry,
        GraphBuilder graph,
        nn.Module module,
        ModuleInputs inputs
    )
    {
        var model = (LanguageModel)module;
        var embedded = registry.Convert(graph, model.Table!, inputs);
        var layers = registry.Convert(graph, model.Stack, inputs with { Input = embedded[0] });
        if (!model.Options.TiedWeights)
            return [AtEveryStep(graph, model.HeadWeight, model.HeadBias, layers[0]), .. layers.Skip(2)];
        // The table is in the file once: what multiplies is its transpose.
        var weight = graph.Transpose(embedded[1], [1, 0]); // [H, V]
        var bias = graph.AddInitializer("head_bias", ParameterReader.Read(model.HeadBias), model.HeadBias.shape);
        return [graph.Add(graph.MatMul(layers[0], weight), bias), .. layers.Skip(2)]; // [N, T, V]
    }

    // Steps [N, T, D*H], last [N, D*H], final hidden [N, L*D, H] and, for the LSTM, final cell [N, L*D, H].
    private static IReadOnlyList<string> Layers(
        ConverterRegistry registry,
        GraphBuilder graph,
        RecurrentModel model,
        ModuleInputs inputs
    )
    {
        var steps = model.Table is null ? inputs.Input : registry.Convert(graph, model.Table, inputs)[0]; // [N, T, C]
        return registry.Convert(graph, model.Stack, inputs with { Input = steps });
    }

    /// <summary>A linear layer of weight [K, W] over steps [N, T, W]: Gemm takes matrices only.</summary>
    internal static string AtEveryStep(GraphBuilder graph, Tensor weight, Tensor bias, string steps)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var transposed = weight.t(); // [W, K]
        var w = graph.AddInitializer("head_weight", ParameterReader.Read(transposed), transposed.shape);
        var b = graph.AddInitializer("head_bias", ParameterReader.Read(bias), bias.shape);
        return graph.Add(graph.MatMul(steps, w), b); // [N, T, K]
    }
}
