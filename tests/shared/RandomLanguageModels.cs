using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Language models with random weights, as files with states and as generators, without any training.</summary>
internal static class RandomLanguageModels
{
    /// <summary>The characters of a small text: 64 of them, and the special tokens.</summary>
    public static TextFeaturizer Characters { get; } =
        new(
            new TextOptions { Tokenizer = TokenizerKind.Characters },
            new Vocabulary([
                .. Vocabulary.Special,
                .. "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".Select(c => $"{c}"),
                "🙂",
            ])
        );

    /// <summary>A few words and marks.</summary>
    public static TextFeaturizer Words { get; } =
        new(
            new TextOptions { Tokenizer = TokenizerKind.Words, LowerCase = true },
            new Vocabulary([.. Vocabulary.Special, .. "the sea sand wind world hello says , . 's".Split(' ')])
        );

    /// <summary>Weights of the sizes that trained ones have.</summary>
    public static GeneratorWeights Create(
        TextFeaturizer text,
        CellKind cell = CellKind.Lstm,
        int layers = 2,
        int hidden = 16,
        int embedding = 12,
        bool tied = false,
        bool residual = false,
        bool learned = false
    )
    {
        var random = new Random(29);
        var size = text.Vocabulary.Count;
        var bound = 1 / MathF.Sqrt(hidden);
        // Larger weights make livelier text; without a bound to what a cell gives they would grow it without end.
        var lively = cell == CellKind.ElmanRelu ? 1 : 3;
        embedding = tied ? hidden : embedding;
        var table = Uniform(size * embedding, 1);
        RecurrentLayer[] stack =
        [
            .. Enumerable
                .Range(0, layers)
                .Select(layer => new RecurrentLayer(cell, Layer(layer == 0 ? embedding : hidden))),
        ];
        return new GeneratorWeights(table, stack, Uniform(size, bound))
        {
            HeadWeight = tied ? null : Uniform(hidden * size, 4 * bound),
            Residual = residual,
            InitialHidden = learned ? Uniform(layers * hidden, 1) : null,
            InitialCell = learned && cell == CellKind.Lstm ? Uniform(layers * hidden, 1) : null,
        };

        RecurrentWeights Layer(int features)
        {
            var rows = cell.GateCount() * hidden;
            return new(
                features,
                hidden,
                Uniform(rows * features, lively * bound),
                Uniform(rows * hidden, lively * bound),
                Uniform(rows, bound),
                Uniform(rows, bound)
            );
        }

        float[] Uniform(int count, float size) =>
            [.. RandomForecasters.Uniform(random, count).Select(value => value * size)];
    }

    /// <summary>The file that carries its states: ids, h_in and c_in to logits, h_out and c_out, as the exporter writes it.</summary>
    public static ModelFile StepFile(GeneratorWeights weights, TextFeaturizer text)
    {
        var graph = new GraphBuilder("LanguageModel");
        var ids = graph.AddInput("ids", ElementType.Int64, "batch", "time");
        long layers = weights.Layers.Count;
        var isLstm = weights.Layers[0].Cell == CellKind.Lstm;
        var states = new RecurrentState(Input("h_in"), isLstm ? Input("c_in") : null);
        var table = graph.AddInitializer(
            "embedding_weight",
            weights.Embedding,
            weights.Vocabulary,
            weights.Layers[0].Features
        );
        var stack = RecurrentStack.Add(
            graph,
            weights.Layers,
            graph.Gather(table, ids),
            initial: states,
            residual: weights.Residual
        );
        var head = weights.HeadWeight is { } own
            ? graph.AddInitializer("head_weight", own, weights.Hidden, weights.Vocabulary)
            : graph.Transpose(table, [1, 0]);
        var bias = graph.AddInitializer("head_bias", weights.HeadBias, weights.Vocabulary);
        var logits = graph.Add(graph.MatMul(stack.Sequence(), head), bias);
        graph.AddOutput("logits", logits, ElementType.Float, "batch", "time", weights.Vocabulary);
        var final = stack.FinalState();
        Output("h_out", final.Hidden);
        if (isLstm)
            Output("c_out", final.Cell!);
        return graph.Build().WithCard(Card(weights, text));

        string Input(string name) => graph.AddInput(name, ElementType.Float, "batch", layers, weights.Hidden);

        void Output(string name, string value) =>
            graph.AddOutput(name, value, ElementType.Float, "batch", layers, weights.Hidden);
    }

    /// <summary>The file that writes by itself.</summary>
    public static ModelFile GeneratorFile(
        GeneratorWeights weights,
        TextFeaturizer text,
        GeneratorOptions? options = null
    ) => GeneratorGraph.Create(weights, text, options ?? new GeneratorOptions()).Build();

    private static ModelCard Card(GeneratorWeights weights, TextFeaturizer text) =>
        new()
        {
            Task = ModelCard.LanguageModelTask,
            Name = "random",
            Architecture = new CardArchitecture(
                weights.Layers[0].Cell,
                weights.Layers.Count,
                weights.Hidden,
                Directions: 1,
                Dropout: 0,
                Parameters: 0
            ),
            Vocabulary = text.Vocabulary.Tokens,
            Text = CardText.Of(text.Options),
        };
}
