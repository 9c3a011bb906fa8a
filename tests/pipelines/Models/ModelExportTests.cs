using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class ModelExportTests
{
    [TestMethod]
    public void Demand_EveryKindAndCell_IsReproducedByOnnxRuntime()
    {
        foreach (var kind in SampleModels.Kinds)
        foreach (var cell in Enum.GetValues<CellKind>())
        {
            using var model = SampleModels.Create(kind, cell);
            var exported = OnnxExporter.Export(model);
            Assert.IsEmpty(exported.File.Check(), $"{kind}, {cell}");
            var report = VerifiedExport.Demand(exported);
            Assert.IsGreaterThan(0, report.LargestAbsolute, $"{kind}, {cell}: nothing was compared.");
        }
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(14)]
    [DataRow(15)]
    [DataRow(16)]
    [DataRow(18)]
    [DataRow(19)]
    [DataRow(20)]
    [DataRow(21)]
    [DataRow(22)]
    public void Demand_EveryOpset_IsReproducedByOnnxRuntime(int opset)
    {
        foreach (var kind in SampleModels.Kinds)
        {
            using var model = SampleModels.Create(kind, CellKind.Lstm);
            var exported = OnnxExporter.Export(model, new ExportOptions { Opset = opset });
            Assert.AreEqual(opset, exported.File.Opset);
            VerifiedExport.Demand(exported);
        }
    }

    [TestMethod]
    [DataRow("classifier", "probabilities", "label")]
    [DataRow("tagger", "probabilities", "tags")]
    [DataRow("regressor by attention", "prediction", "attention")]
    public void Run_RowPaddedInABatch_AnswersAsAlone(string kind, string first, string second)
    {
        using var model = SampleModels.Create(kind);
        using var runtime = Load(OnnxExporter.Export(model));
        var random = new Random(5);
        long[] lengths = [4, 1, 7, 2];
        var rows = lengths.Select(length => Row(runtime, random, (int)length)).ToArray();
        var together = runtime.Run(Padded(rows, time: 7), NamedTensor.Of("lengths", lengths, lengths.Length));
        for (var row = 0; row < rows.Length; row++)
        {
            var alone = runtime.Run(rows[row]);
            foreach (var name in new[] { first, second })
                AreEqualRows(alone.Single(t => t.Name == name), together.Single(t => t.Name == name), row);
        }
    }

    [TestMethod]
    public void Run_LengthsLeftOutZeroOrTooLarge_MeanAllSteps()
    {
        using var model = SampleModels.Create("classifier");
        using var runtime = Load(OnnxExporter.Export(model));
        var batch = Padded([Row(runtime, new Random(1), 5), Row(runtime, new Random(2), 5)], time: 5);
        var expected = runtime.Run(batch)[0].Floats;
        foreach (var lengths in new[] { new long[] { 0 }, [-3], [5], [99], [0, 5], [6, -1] })
            CollectionAssert.AreEqual(
                expected,
                runtime.Run(batch, NamedTensor.Of("lengths", lengths, lengths.Length))[0].Floats
            );
        CollectionAssert.AreNotEqual(expected, runtime.Run(batch, NamedTensor.Of("lengths", [3L], 1))[0].Floats);
    }

    [TestMethod]
    [DataRow("language model", CellKind.Lstm)]
    [DataRow("tagger with numbers", CellKind.Gru)]
    [DataRow("tagger with numbers", CellKind.ElmanTanh)]
    [DataRow("regressor", CellKind.Lstm)]
    public void Run_Stateful_StepByStepEqualsTheWhole(string kind, CellKind cell)
    {
        using var model = SampleModels.Create(kind, cell);
        var exported = OnnxExporter.Export(model, new ExportOptions { Stateful = true });
        VerifiedExport.Demand(exported);
        using var runtime = Load(exported);
        var layers = SampleModels.Layers;
        var names = cell == CellKind.Lstm ? new[] { "h", "c" } : ["h"];
        var zero = names
            .Select(name => NamedTensor.Of($"{name}_in", new float[2 * 6], 1, layers.Layers, layers.Hidden))
            .ToArray();
        var whole = Row(runtime, new Random(4), 8);
        var expected = runtime.Run([whole, .. zero]);

        var answers = new List<float>();
        var state = zero;
        for (var t = 0; t < 8; t++)
        {
            var answer = runtime.Run([Step(whole, t), .. state]);
            answers.AddRange(answer[0].Floats);
            state =
            [
                .. names.Select(name =>
                    NamedTensor.Of(
                        $"{name}_in",
                        answer.Single(a => a.Name == $"{name}_out").Floats,
                        1,
                        layers.Layers,
                        layers.Hidden
                    )
                ),
            ];
        }
        // A regressor answers by its last step, the others at every step.
        AreClose(expected[0].Floats, [.. answers.TakeLast(expected[0].Floats.Length)]);
        AreClose(expected.Single(e => e.Name == "h_out").Floats, state[0].Floats);
    }

    [TestMethod]
    public void Export_StatefulOfAModelThatNeedsTheWhole_Refuses()
    {
        var stateful = new ExportOptions { Stateful = true };
        Refuses(
            "classifier",
            "Option stateful: expected a SequenceClassifier of one direction, which alone can go on where it stopped, found a bidirectional one."
        );
        Refuses(
            "regressor by maximum",
            "Option stateful: expected a SequenceRegressor that answers by its last step, found one that needs all steps at once (pooling max)."
        );
        Refuses("decoder", "Option stateful: expected no for a SequenceDecoder, which reads no sequence, found yes.");

        void Refuses(string kind, string sentence)
        {
            using var model = SampleModels.Create(kind);
            var error = Assert.ThrowsExactly<InvalidInputException>(() => OnnxExporter.Export(model, stateful));
            Assert.AreEqual(sentence, error.Message);
        }
    }

    [TestMethod]
    public void Export_EachKind_HasTheInputsAndOutputsOfThePage()
    {
        Has(
            "classifier",
            "series: Float [batch, time, 3]",
            "probabilities: Float [batch, 3]; label: String [batch, 1]"
        );
        Has(
            "classifier by attention",
            "series: Float [batch, time, 3]",
            "probabilities: Float [batch, 2]; label: Int64 [batch, 1]; attention: Float [batch, time]"
        );
        Has("regressor", "series: Float [batch, time, 3]", "prediction: Float [batch, 2]");
        Has("tagger", "ids: Int64 [batch, time]", "probabilities: Float [batch, time, 4]; tags: String [batch, time]");
        Has("decoder", "vector: Float [batch, 3]", "sequence: Float [batch, 9, 2]", optional: "");
        Has("language model", "ids: Int64 [batch, time]", "logits: Float [batch, time, 9]", optional: "");

        static void Has(string kind, string inputs, string outputs, string optional = "lengths: Int64 [rows]")
        {
            using var model = SampleModels.Create(kind);
            var exported = OnnxExporter.Export(model);
            Assert.AreEqual(inputs, string.Join("; ", exported.File.Inputs));
            Assert.AreEqual(outputs, string.Join("; ", exported.File.Outputs));
            Assert.AreEqual(optional, string.Join("; ", exported.File.OptionalInputs));
            Assert.HasCount(exported.File.Outputs.Count, exported.Outputs);
            Assert.HasCount(exported.File.Inputs.Count + exported.File.OptionalInputs.Count, exported.Inputs);
        }
    }

    [TestMethod]
    public void Demand_OneTagIsOther_Refuses()
    {
        using var model = SampleModels.Create("tagger");
        var exported = OnnxExporter.Export(model);
        var probe = exported.Probes[0];
        var tags = probe.Outputs.Single(o => o.Name == "tags");
        tags.Strings[0] = tags.Strings[0] == "noun" ? "verb" : "noun";
        var error = Assert.ThrowsExactly<ParityException>(() => VerifiedExport.Demand(exported));
        StringAssert.Contains(error.Message, "in 'tags' of batch 1, time 1, expected at most 1E-05.");
    }

    private static SequenceModel Load(ExportedModel exported) =>
        SequenceModel.From(exported.File, "sample", new SessionSettings { Device = Device.Cpu });

    private static NamedTensor Row(SequenceModel runtime, Random random, int time) =>
        runtime.File.Inputs[0].Name == "ids"
            ? NamedTensor.Of("ids", [.. Enumerable.Range(0, time).Select(_ => random.NextInt64(7))], 1, time)
            : NamedTensor.Of(
                "series",
                [.. Enumerable.Range(0, 3 * time).Select(_ => 4 * random.NextSingle() - 2)],
                1,
                time,
                3
            );

    private static NamedTensor Step(NamedTensor row, int t) =>
        row.Name == "ids"
            ? NamedTensor.Of("ids", [row.Longs[t]], 1, 1)
            : NamedTensor.Of("series", row.Floats[(3 * t)..(3 * t + 3)], 1, 1, 3);

    // Anything may stand after a row's end.
    private static NamedTensor Padded(NamedTensor[] rows, int time) =>
        rows[0].Name == "ids"
            ? NamedTensor.Of("ids", [.. rows.SelectMany(r => Pad(r.Longs, time, 6))], rows.Length, time)
            : NamedTensor.Of("series", [.. rows.SelectMany(r => Pad(r.Floats, 3 * time, 77))], rows.Length, time, 3);

    private static IEnumerable<T> Pad<T>(T[] row, int length, T value) =>
        row.Concat(Enumerable.Repeat(value, length - row.Length));

    private static void AreEqualRows(NamedTensor alone, NamedTensor together, int row)
    {
        var size = together.Data.Length / (int)together.Shape[0];
        for (var i = 0; i < alone.Data.Length; i++)
        {
            if (alone.ElementType == ElementType.Float)
                Assert.AreEqual(alone.Floats[i], together.Floats[row * size + i], 1e-6f, alone.ToString());
            else
                Assert.AreEqual(alone.Data.GetValue(i), together.Data.GetValue(row * size + i), alone.ToString());
        }
    }

    private static void AreClose(float[] expected, float[] found)
    {
        Assert.HasCount(expected.Length, found);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found[i], 1e-5f * expected.Max(MathF.Abs), $"value {i}");
    }
}
