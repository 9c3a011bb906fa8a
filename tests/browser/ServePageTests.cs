using Rnn.Onnx.Inference;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Browser.Tests;

/// <summary>The page of <c>rnn serve</c>, used by a real browser: what it shows is what C# computes.</summary>
[TestClass]
public sealed class ServePageTests : IDisposable
{
    private const string Text = "the old dog is here, and then the Cat";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Classifier_TypedText_HasTheLabelAndProbabilitiesOfCSharp(bool onTheServer)
    {
        await SmallModels.ReviewsAsync(folder);
        await using var server = await LocalServer.StartAsync(folder["reviews.onnx"]);
        var seen = await ServedPage.UseAsync(
            server,
            [
                .. onTheServer ? [new { click = "#force" }] : Array.Empty<object>(),
                new { fill = "#text", text = Text },
                new { waitFor = $"document.querySelector('#label').dataset.of === {ServedPage.Quote(Text)}" },
                new { read = "document.querySelector('#label').textContent", @as = "label" },
                new
                {
                    read = "Object.fromEntries([...document.querySelectorAll('#bars dd')].map(bar => [bar.dataset.label, +bar.dataset.probability]))",
                    @as = "probabilities",
                },
                new { read = "document.querySelector('#bars dd').innerText", @as = "first" },
            ]
        );

        using var model = SequenceModel.Load(folder["reviews.onnx"]);
        var expected = Classifications.Of(model, [Text])[0];
        Assert.AreEqual(expected.Label, seen.Values["label"]!.GetValue<string>());
        foreach (var (label, p) in model.Card!.Labels.Zip(expected.Probabilities))
            Assert.AreEqual(p, seen.Values["probabilities"]![label]!.GetValue<float>(), 1e-5f, label);
        var shown = FormattableString.Invariant($"{100 * expected.Probabilities.Max():F1} %");
        Assert.AreEqual(shown, seen.Values["first"]!.GetValue<string>().Trim());
        ServedPage.WasComputed(seen, onTheServer ? "computed on the server: as you chose" : null);
    }
}
