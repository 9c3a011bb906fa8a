using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The encoder file and the decoder file in ONNX Runtime, against the equations.</summary>
[TestClass]
public sealed class TranslationFilesTests
{
    private const int Lanes = 2;
    private const float Tolerance = 2e-5f;
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };
    private static readonly long[][] Sources =
    [
        [4, 5, 6, 7, 1],
        [9],
        [10, 11, 4],
    ];

    public static IEnumerable<object[]> Forms => from form in RandomTranslators.Forms select new object[] { form };

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Run_BothFiles_GiveWhatTheEquationsSay(object form)
    {
        var weights = RandomTranslators.Create((TranslatorForm)form);
        var plain = new PlainSeq2Seq(weights);
        using var encoder = Load(TranslationEncoderGraph.Create(weights));
        using var decoder = Load(TranslationDecoderGraph.Create(weights));
        long[][] tokens =
        [
            [2, 2, 2, 2, 2, 2],
            [5, 6, 7, 8, 9, 10],
            [4, 4, 1, 3, 0, 12],
        ]; // of each step, for each lane

        var source = encoder.Run(SourceInputs()).ToDictionary(output => output.Name);

        var encoded = Sources.Select(plain.Encode).ToArray();
        for (var row = 0; row < Sources.Length; row++)
            AreEqual(
                encoded[row].Outputs.SelectMany(step => step),
                Row(source["encoder_hidden_states"], row),
                "outputs"
            );
        var states = encoded.SelectMany(row => Enumerable.Repeat(row.First, Lanes)).ToArray();
        var carried = First(source, weights);
        foreach (var step in tokens)
        {
            var answer = decoder.Run(StepInputs(decoder, source, carried, step)).ToDictionary(output => output.Name);
            for (var row = 0; row < states.Length; row++)
            {
                var outputs = encoded[row / Lanes].Outputs;
                var (logits, shares, next) = plain.Step(outputs, step[row], states[row]);
                AreEqual(logits, Row(Flat(answer["logits"]), row), "logits");
                AreEqual(next.Hidden.SelectMany(h => h), Row(answer["h_out"], row), "h_out");
                if (answer.TryGetValue("c_out", out var cell))
                    AreEqual(next.Cell.SelectMany(c => c), Row(cell, row), "c_out");
                if (answer.TryGetValue("feed_out", out var feed))
                    AreEqual(next.Feed, Row(feed, row), "feed_out");
                if (answer.TryGetValue("attention", out var attention))
                    AssertShares(shares, Row(Flat(attention), row));
                states[row] = next;
            }
            carried = answer
                .Where(output => output.Key.EndsWith("_out", StringComparison.Ordinal))
                .ToDictionary(output => output.Key, output => output.Value);
        }
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(22)]
    public void Create_AnyOpset_GivesTheSameValues(int opset)
    {
        var weights = RandomTranslators.Create(
            new TranslatorForm(CellKind.Lstm, AttentionKind.Additive) { Layers = 2 }
        );
        var options = new GraphBuilderOptions { Opset = opset };
        using var expected = Load(TranslationEncoderGraph.Create(weights));
        using var encoder = Load(TranslationEncoderGraph.Create(weights, options));
        using var expectedStep = Load(TranslationDecoderGraph.Create(weights));
        using var decoder = Load(TranslationDecoderGraph.Create(weights, options));

        var source = encoder.Run(SourceInputs());

        LayerRun.AssertSame(expected.Run(SourceInputs()), source, 1e-6f, "encoder");
        var byName = source.ToDictionary(output => output.Name);
        var inputs = StepInputs(decoder, byName, First(byName, weights), [2, 3, 4, 5, 6, 7]);
        LayerRun.AssertSame(expectedStep.Run(inputs), decoder.Run(inputs), 1e-6f, "decoder");
    }

    [TestMethod]
    public void Run_SourceWithoutTokens_GivesNumbers()
    {
        var weights = RandomTranslators.Create(new TranslatorForm());
        using var encoder = Load(TranslationEncoderGraph.Create(weights));
        using var decoder = Load(TranslationDecoderGraph.Create(weights));
        var source = encoder
            .Run(NamedTensor.Of("input_ids", [0L, 0], 1, 2), NamedTensor.Of("attention_mask", [0L, 0], 1, 2))
            .ToDictionary(output => output.Name);

        var answer = decoder.Run(StepInputs(decoder, source, First(source, weights), [2, 2], [0, 0]));

        foreach (var output in source.Values.Concat(answer))
            Assert.IsTrue(output.Floats.All(float.IsFinite), output.Name);
    }

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Run_OneSource_IsToTheLastBitWhatItIsAmongOthers(object form)
    {
        var weights = RandomTranslators.Create((TranslatorForm)form);
        using var encoder = Load(TranslationEncoderGraph.Create(weights));
        using var decoder = Load(TranslationDecoderGraph.Create(weights));
        long[] ids = [4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 1, 13];
        NamedTensor[] sources =
        [
            NamedTensor.Of("input_ids", ids, 3, 4),
            NamedTensor.Of("attention_mask", [.. ids.Select(_ => 1L)], 3, 4),
        ];

        var together = Translate(sources);

        for (var row = 0; row < 3; row++)
        {
            foreach (
                var (expected, found) in together.Zip(Translate([.. sources.Select(input => Rows.Of(input, row))]))
            )
                CollectionAssert.AreEqual(Rows.Of(expected, row).Floats, found.Floats, found.Name);
        }

        IReadOnlyList<NamedTensor> Translate(NamedTensor[] inputs)
        {
            var source = encoder.Run(inputs).ToDictionary(output => output.Name);
            var rows = inputs[0].Shape[0];
            var carried = First(source, weights, lanes: 1);
            long[] tokens = [.. Enumerable.Repeat(2L, (int)rows)];
            return
            [
                .. source.Values,
                .. decoder.Run(StepInputs(decoder, source, carried, tokens, inputs[1].Longs, lanes: 1)),
            ];
        }
    }

    private static NamedTensor[] SourceInputs()
    {
        var width = Sources.Max(source => source.Length);
        return
        [
            NamedTensor.Of("input_ids", Padded(source => source), Sources.Length, width),
            NamedTensor.Of("attention_mask", Mask(), Sources.Length, width),
        ];

        long[] Padded(Func<long[], long[]> row) =>
            [.. Sources.SelectMany(source => (long[])[.. row(source), .. new long[width - source.Length]])];
    }

    private static long[] Mask()
    {
        var width = Sources.Max(source => source.Length);
        return [.. Sources.SelectMany(source => Enumerable.Range(0, width).Select(t => t < source.Length ? 1L : 0))];
    }

    // The states of each source, for each of its lanes.
    private static Dictionary<string, NamedTensor> First(
        Dictionary<string, NamedTensor> source,
        Seq2SeqWeights weights,
        int lanes = Lanes
    )
    {
        var rows = source["h_out"].Shape[0];
        var first = source
            .Where(output => output.Key is "h_out" or "c_out")
            .ToDictionary(
                output => output.Key,
                output =>
                    NamedTensor.Of(
                        output.Key,
                        [
                            .. output
                                .Value.Floats.Chunk(output.Value.Floats.Length / (int)rows)
                                .SelectMany(row => Enumerable.Repeat(row, lanes).SelectMany(state => state)),
                        ],
                        rows * lanes,
                        output.Value.Shape[1],
                        output.Value.Shape[2]
                    )
            );
        var size = weights.AttentionalSize;
        first["feed_out"] = NamedTensor.Of("feed_out", new float[rows * lanes * size], rows * lanes, size);
        return first;
    }

    private static List<NamedTensor> StepInputs(
        SequenceModel decoder,
        Dictionary<string, NamedTensor> source,
        Dictionary<string, NamedTensor> carried,
        long[] tokens,
        long[]? mask = null,
        int lanes = Lanes
    )
    {
        var rows = tokens.Length / lanes;
        mask ??= Mask();
        List<NamedTensor> inputs = [NamedTensor.Of("input_ids", tokens, rows, lanes)];
        foreach (var name in decoder.File.Inputs.Select(input => input.Name).Skip(1))
        {
            if (name == "encoder_attention_mask")
                inputs.Add(NamedTensor.Of(name, mask, rows, mask.Length / rows));
            else if (source.TryGetValue(name, out var tensor))
                inputs.Add(tensor);
            else
                inputs.Add(Renamed(carried[name.Replace("_in", "_out", StringComparison.Ordinal)], name));
        }
        return inputs;
    }

    private static NamedTensor Renamed(NamedTensor tensor, string name) =>
        NamedTensor.Of(name, tensor.Floats, tensor.Shape);

    // [batch, lanes, size] as [rows, size]
    private static NamedTensor Flat(NamedTensor tensor) =>
        NamedTensor.Of(tensor.Name, tensor.Floats, tensor.Shape[0] * tensor.Shape[1], tensor.Shape[2]);

    private static float[] Row(NamedTensor tensor, int row) => Rows.Of(tensor, row).Floats;

    private static void AssertShares(double[] expected, float[] found)
    {
        AreEqual(expected, found, "attention");
        Assert.AreEqual(1, found.Sum(), 1e-6);
        Assert.IsTrue(found.Skip(expected.Length).All(share => share == 0), "padding");
    }

    // What stands behind the expected is padding: 0.
    private static void AreEqual(IEnumerable<double> expected, float[] found, string what)
    {
        double[] all = [.. expected];
        for (var i = 0; i < found.Length; i++)
            Assert.AreEqual(i < all.Length ? all[i] : 0, found[i], Tolerance, $"{what} [{i}]");
    }

    private static SequenceModel Load(GraphBuilder graph) => SequenceModel.From(graph.Build(), "random", Cpu);
}
