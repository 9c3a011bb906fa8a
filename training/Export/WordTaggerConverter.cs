using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>WordTagger: word ids [N, T] and the ids of their characters [N*T, L] to a logit for each tag at every step, [N, T, K].</summary>
internal static class WordTaggerConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var model = (WordTagger)module;
        var characters =
            inputs.Characters
            ?? throw new ArgumentException(
                $"A {nameof(WordTagger)} needs {nameof(ModuleInputs.Characters)}.",
                nameof(inputs)
            );
        var words = registry.Convert(graph, model.Words, inputs.Input)[0]; // [N, T, E]
        var spelled = Spelled(registry, graph, model, characters); // [N*T, 2*Hc]
        var size = graph.Constant(2 * model.Options.CharacterHidden);
        var beside = graph.Reshape(spelled, graph.Concat(0, [graph.Shape(inputs.Input), size])); // [N, T, 2*Hc]
        var parts = graph.Concat(2, [words, beside], "parts"); // [N, T, E + 2*Hc]
        var steps = registry.Convert(graph, model.Stack, new ModuleInputs(parts) { Lengths = inputs.Lengths })[0]; // [N, T, D*H]
        return [RecurrentModelConverters.AtEveryStep(graph, model.Output.weight!, model.Output.bias!, steps)];
    }

    // The last states of both directions over the characters of each word.
    private static string Spelled(ConverterRegistry registry, GraphBuilder graph, WordTagger model, string characters)
    {
        var real = graph.Greater(characters, graph.Scalar((long)Vocabulary.Padding)); // [N*T, L]
        var count = graph.ReduceSum(graph.Cast(real, ElementType.Int64), [1]); // [N*T]
        var read = new ModuleInputs(registry.Convert(graph, model.Characters, characters)[0]) // [N*T, L, Ec]
        {
            Lengths = count,
            Name = "spelling",
        };
        return registry.Convert(graph, model.Spelling, read)[1];
    }
}
