using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The translator that searches by itself, against straight loops over the equations.</summary>
[TestClass]
public sealed class TranslatorGraphTests
{
    private static readonly string[] Texts = RandomTranslators.Texts;

    public static IEnumerable<object[]> Forms => from form in RandomTranslators.Forms select new object[] { form };

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Run_EveryForm_TranslatesAsTheReference(object form)
    {
        var weights = RandomTranslators.Create((TranslatorForm)form);
        var hasAttention = weights.Attention != AttentionKind.None;
        using var run = new TranslatorRun(weights, new TranslatorOptions { Attention = hasAttention });
        foreach (var beam in new[] { 1, 2, 5 })
            run.AreEqual(Texts, new DecodingOptions { BeamSize = beam });
    }
}
