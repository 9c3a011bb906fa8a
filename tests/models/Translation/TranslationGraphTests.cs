using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Models.Tests.Translation;

/// <summary>The names and shapes of the two files, which others rely on.</summary>
[TestClass]
public sealed class TranslationGraphTests
{
    [TestMethod]
    public void Create_GeneralAttention_HasTheNamesOfTheEcosystem()
    {
        var weights = RandomTranslators.Create(new TranslatorForm());
        AssertFile(
            TranslationEncoderGraph.Create(weights),
            "input_ids: Int64 [batch, source], attention_mask: Int64 [batch, source]",
            "encoder_hidden_states: Float [batch, source, 10], encoder_keys: Float [batch, source, 8], h_out: Float [batch, 1, 8]"
        );
        AssertFile(
            TranslationDecoderGraph.Create(weights),
            "input_ids: Int64 [batch, lanes], encoder_hidden_states: Float [batch, source, 10], encoder_keys: Float [batch, source, 8], encoder_attention_mask: Int64 [batch, source], h_in: Float [rows, 1, 8]",
            "logits: Float [batch, lanes, 20], attention: Float [batch, lanes, source], h_out: Float [rows, 1, 8]"
        );
    }

    [TestMethod]
    public void Create_LstmWithInputFeeding_CarriesCellsAndAttentionalVectors()
    {
        var form = new TranslatorForm(CellKind.Lstm, AttentionKind.Dot) { InputFeeding = true, Layers = 2 };
        var weights = RandomTranslators.Create(form);
        AssertFile(
            TranslationEncoderGraph.Create(weights),
            "input_ids: Int64 [batch, source], attention_mask: Int64 [batch, source]",
            "encoder_hidden_states: Float [batch, source, 10], h_out: Float [batch, 2, 10], c_out: Float [batch, 2, 10]"
        );
        AssertFile(
            TranslationDecoderGraph.Create(weights),
            "input_ids: Int64 [batch, lanes], encoder_hidden_states: Float [batch, source, 10], encoder_attention_mask: Int64 [batch, source], h_in: Float [rows, 2, 10], c_in: Float [rows, 2, 10], feed_in: Float [rows, 7]",
            "logits: Float [batch, lanes, 20], attention: Float [batch, lanes, source], h_out: Float [rows, 2, 10], c_out: Float [rows, 2, 10], feed_out: Float [rows, 7]"
        );
    }

    [TestMethod]
    public void Create_WithoutAttention_ReadsNothingOfTheEncoderButItsStates()
    {
        var weights = RandomTranslators.Create(new TranslatorForm(CellKind.ElmanTanh, AttentionKind.None));
        AssertFile(
            TranslationDecoderGraph.Create(weights),
            "input_ids: Int64 [batch, lanes], h_in: Float [rows, 1, 8]",
            "logits: Float [batch, lanes, 20], h_out: Float [rows, 1, 8]"
        );
    }

    [TestMethod]
    public void Create_AnyOpset_IsValidAndSaysWhatItsValuesMean()
    {
        var weights = RandomTranslators.Create(
            new TranslatorForm(CellKind.Lstm, AttentionKind.Additive) { InputFeeding = true }
        );
        for (var opset = GraphBuilderOptions.LowestOpset; opset <= GraphBuilderOptions.HighestOpset; opset++)
        {
            var options = new GraphBuilderOptions { Opset = opset };
            AssertMeanings(TranslationEncoderGraph.Create(weights, options), TranslationEncoderGraph.Meanings, opset);
            AssertMeanings(TranslationDecoderGraph.Create(weights, options), TranslationDecoderGraph.Meanings, opset);
        }
    }

    private static void AssertMeanings(GraphBuilder graph, IReadOnlyDictionary<string, string> meanings, int opset)
    {
        var file = graph.Build();
        Assert.AreEqual(opset, file.Opset);
        foreach (var value in file.Inputs.Concat(file.Outputs))
            Assert.IsTrue(meanings.ContainsKey(value.Name), value.Name);
    }

    private static void AssertFile(GraphBuilder graph, string inputs, string outputs)
    {
        var file = graph.Build();
        Assert.AreEqual(inputs, string.Join(", ", file.Inputs));
        Assert.AreEqual(outputs, string.Join(", ", file.Outputs));
    }
}
