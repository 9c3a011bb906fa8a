using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Export;

/// <summary>The file of a model that reads a sequence: inputs, the model's nodes, outputs, probes.</summary>
internal static class SequenceExport
{
    /// <summary>The input of the hidden states, where the states are inputs.</summary>
    public const string HiddenIn = "h_in";

    /// <summary>The input of texts, where the featurizer is in the graph.</summary>
    public const string Text = "text";

    public static ExportedModel Write(RecurrentModel model, ExportOptions options)
    {
        var file = Graph(model, options);
        var answer = Answers.Of(model);
        var meanings = Meanings(model, answer);
        return new ExportedModel(file, SequenceProbes.Of(model, options, answer))
        {
            Text = options.Text,
            Inputs =
            [
                .. file.Inputs.Concat(file.OptionalInputs).Select(info => CardTensor.Of(info, meanings[info.Name])),
            ],
            Outputs = [.. file.Outputs.Select(info => CardTensor.Of(info, meanings[info.Name]))],
        };
    }

    public static ModelFile Graph(RecurrentModel model, ExportOptions options)
    {
        options.Validate();
        if (options.Stateful)
            RequireState(model);
        var graph = options.Begin(model.GetName());
        var (input, lengths) = AddInput(graph, model, options);
        var initial = options.Stateful ? AddState(graph, model.Stack.Options) : null;

        var results = options.Registry.Convert(
            graph,
            model,
            new ModuleInputs(input) { Lengths = lengths, Initial = initial }
        );
        Answers.Of(model).AddOutputs(graph, results[0], lengths);
        if (HasAttention(model))
            graph.AddOutput("attention", results[^1], ElementType.Float, "batch", "time");
        if (options.Stateful)
            AddFinalState(graph, model.Stack.Options, results);
        graph.SetMetadata(ModuleOrigin.MetadataKey, Origin(model, options).ToJson());
        return graph.Build();
    }

    public static bool TakesLengths(RecurrentModel model, ExportOptions options) =>
        options.Text is null && (options.Lengths ?? (model is not LanguageModel || options.Stateful));

    public static bool HasAttention(RecurrentModel model) => model is PooledModel { Pool.Kind: Pooling.Attention };

    private static ModuleOrigin Origin(RecurrentModel model, ExportOptions options)
    {
        var origin = ModuleOrigin.Of(model);
        if (!options.Stateful || model.Stack.LearnedState is not { } learned)
            return origin;
        // The states that are given take the place of the learned ones.
        var unread = new Dictionary<string, float[]>
        {
            ["stack.initial_hidden"] = ParameterReader.Read(learned.Hidden),
        };
        if (learned.Cell is not null)
            unread.Add("stack.initial_cell", ParameterReader.Read(learned.Cell));
        return origin with { Unread = unread };
    }

    // What the model reads, and steps of each row, int64 [N]; null when all rows have T.
    private static (string Input, string? Lengths) AddInput(
        GraphBuilder graph,
        RecurrentModel model,
        ExportOptions options
    )
    {
        if (options.Text is { } featurizer)
        {
            RequireVocabulary(model, featurizer.Vocabulary);
            return TextNodes.Add(graph, graph.AddInput(Text, ElementType.String, "batch", 1), featurizer);
        }
        var input = model.Table is null
            ? graph.AddInput("series", ElementType.Float, "batch", "time", model.Stack.Options.Features)
            : graph.AddInput("ids", ElementType.Int64, "batch", "time");
        return (input, TakesLengths(model, options) ? LengthNodes.Add(graph, input) : null);
    }

    private static void RequireVocabulary(RecurrentModel model, Vocabulary vocabulary)
    {
        if (model.Table is null)
            throw new InvalidInputException(
                $"Option text: expected a {model.GetName()} that reads ids, found one that reads numbers."
            );
        if (model.InputOptions.Vocabulary != vocabulary.Count)
            throw new InvalidInputException(
                $"Option text: expected the {model.InputOptions.Vocabulary} tokens that the {model.GetName()} knows, found {vocabulary.Count}."
            );
    }

    private static Rnn.Onnx.Models.Recurrent.RecurrentState AddState(GraphBuilder graph, RecurrentOptions layers)
    {
        return new(Input(HiddenIn), layers.Cell == CellKind.Lstm ? Input("c_in") : null);

        string Input(string name) => graph.AddInput(name, ElementType.Float, "batch", layers.Layers, layers.Hidden);
    }

    private static void AddFinalState(GraphBuilder graph, RecurrentOptions layers, IReadOnlyList<string> results)
    {
        Output("h_out", results[1]);
        if (layers.Cell == CellKind.Lstm)
            Output("c_out", results[2]);

        void Output(string name, string value) =>
            graph.AddOutput(name, value, ElementType.Float, "batch", layers.Layers, layers.Hidden);
    }

    // Only what reads forward and answers by what it has read so far can go on where it stopped.
    private static void RequireState(RecurrentModel model)
    {
        if (model.Stack.Options.Bidirectional)
            throw new InvalidInputException(
                $"Option stateful: expected a {model.GetName()} of one direction, which alone can go on where it stopped, found a bidirectional one."
            );
        if (model is PooledModel { Pool.Kind: not Pooling.Last and var pooling })
            throw new InvalidInputException(
                $"Option stateful: expected a {model.GetName()} that answers by its last step, found one that needs all steps at once (pooling {pooling.ToString().ToLowerInvariant()})."
            );
    }

    private static Dictionary<string, string> Meanings(RecurrentModel model, ISequenceAnswer answer) =>
        new(answer.Meanings)
        {
            [Text] = "A text of any length.",
            ["series"] = "The numbers of each step, oldest first.",
            ["ids"] = $"The id of each step, from 0 to {model.InputOptions.Vocabulary - 1}.",
            [LengthNodes.Name] = "Steps of each row; 0 or left out: all.",
            [HiddenIn] = "Hidden states of all layers before the first step: zeros, or h_out of what came before.",
            ["c_in"] = "Cell states of all layers before the first step: zeros, or c_out of what came before.",
            ["h_out"] = "Hidden states of all layers after the last step.",
            ["c_out"] = "Cell states of all layers after the last step.",
            ["attention"] = "How much each step counted; a row's sum is 1.",
        };
}
