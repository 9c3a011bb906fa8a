using System.Globalization;
using System.Text;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Translation;

/// <summary>Against PyTorch: Golden/seq2seq.txt is made by tests/reference/seq2seq.py.</summary>
[TestClass]
public sealed class Seq2SeqGoldenTests
{
    private static readonly Seq2SeqOptions Common = new()
    {
        SourceVocabulary = 8,
        TargetVocabulary = 6,
        Embedding = 4,
        Dropout = 0.5,
    };

    private static readonly Dictionary<string, Seq2SeqOptions> Cases = new(StringComparer.Ordinal)
    {
        ["gru-general"] = Common with
        {
            Recurrent = new RecurrentOptions
            {
                Cell = CellKind.Gru,
                Hidden = 3,
                Bidirectional = true,
            },
        },
        ["lstm-additive-feeding"] = Common with
        {
            Recurrent = new RecurrentOptions
            {
                Cell = CellKind.Lstm,
                Hidden = 2,
                Layers = 2,
                Bidirectional = true,
            },
            DecoderHidden = 5,
            Attention = AttentionKind.Additive,
            InputFeeding = true,
        },
        ["tanh-dot"] = Common with
        {
            Recurrent = new RecurrentOptions { Cell = CellKind.ElmanTanh, Hidden = 5 },
            Attention = AttentionKind.Dot,
            TiedWeights = false,
            AttentionalSize = 7,
        },
        ["gru-none"] = Common with
        {
            Recurrent = new RecurrentOptions
            {
                Cell = CellKind.Gru,
                Hidden = 3,
                Layers = 2,
            },
            DecoderHidden = 4,
            Attention = AttentionKind.None,
            TiedWeights = false,
            AttentionalSize = 7,
        },
    };

    public static IEnumerable<string> Names => Cases.Keys;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Decode_SmallModels_AnswerAsPyTorch(string name)
    {
        using var model = new Seq2Seq(Cases[name]);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        model.eval();
        foreach (var (parameter, tensor) in model.named_parameters())
            tensor.copy_(Filled(parameter, tensor.shape));
        var source = model.Encode(tensor(new long[] { 4, 5, 6, 7, 6, 3, 0, 0 }, [2, 4]), tensor(new long[] { 4, 2 }));

        var decoded = model.Decode(tensor(new long[] { 2, 4, 5, 2, 5, 5 }, [2, 3]), source, DecoderState.First(source));

        AssertClose(Golden(name, "logits"), decoded.Logits);
        Assert.AreEqual(name == "gru-none", decoded.Attention is null);
        if (decoded.Attention is { } attention)
            AssertClose(Golden(name, "attention"), attention);
    }

    private static Tensor Filled(string name, long[] shape)
    {
        var start = Encoding.ASCII.GetBytes(name).Sum(letter => letter) % 17;
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var values = Enumerable.Range(0, (int)count).Select(i => (float)(0.5 * Math.Sin(0.7 * i + start)));
        return tensor(values.ToArray(), shape);
    }

    private static void AssertClose(float[] expected, Tensor found)
    {
        var values = ParameterReader.Read(found);
        Assert.HasCount(expected.Length, values);
        for (var i = 0; i < values.Length; i++)
            Assert.AreEqual(expected[i], values[i], 2e-6f, $"value {i}");
    }

    private static float[] Golden(string name, string what)
    {
        using var stream = typeof(Seq2SeqGoldenTests).Assembly.GetManifestResourceStream("seq2seq.txt")!;
        using var reader = new StreamReader(stream);
        var line = reader
            .ReadToEnd()
            .Split('\n')
            .Single(line => line.StartsWith($"{name} {what} ", StringComparison.Ordinal));
        return [.. line.Split(' ').Skip(2).Select(value => float.Parse(value, CultureInfo.InvariantCulture))];
    }
}
