using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Evaluation;

/// <summary>Figures of language models, against numbers worked out by hand.</summary>
[TestClass]
public sealed class LanguageMetricsTests
{
    [TestMethod]
    public void ForCard_ThreeHalvesAndAQuarter_GivesBitsNatsAndPerplexity()
    {
        // Five bits over four tokens and ten characters.
        var metrics = new LanguageMetrics(5 * Math.Log(2), Tokens: 4, Characters: 10, Unknown: 1);
        Assert.AreEqual(Math.Pow(2, 1.25), metrics.Perplexity, 1e-12);
        Assert.AreEqual(0.5, metrics.BitsPerCharacter, 1e-12);
        var card = metrics.ForCard();
        Assert.AreEqual(0.5 * Math.Log(2), card["natsPerCharacter"], 1e-12);
        Assert.AreEqual(1.25 * Math.Log(2), card["natsPerToken"], 1e-12);
        Assert.AreEqual(1, card["unknown"]);
    }

    [TestMethod]
    public void Measure_Frequencies_AddsOneToEachCount()
    {
        var text = new LanguageText(new long[] { 0, 1, 2 }, Characters: 2, Unknown: 0);
        var training = new LanguageText(new long[] { 1, 1, 1, 0 }, Characters: 3, Unknown: 0);
        var metrics = TokenFrequencies.Measure(training, text, vocabulary: 3);
        Assert.AreEqual(-Math.Log(4.0 / 7) - Math.Log(1.0 / 7), metrics.Nats, 1e-12);
        Assert.AreEqual(2, metrics.Tokens);
    }
}
