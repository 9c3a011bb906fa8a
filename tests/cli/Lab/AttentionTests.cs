using Rnn.Onnx.Cli.Lab.Attention;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Lab;

[TestClass]
public sealed class AttentionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Of_Weights_KnowTheStrongestPlaceAndHowFarTheySpread()
    {
        var translated = new TranslatedText("b a", 0)
        {
            Tokens = ["b", "a"],
            SourceTokens = ["x", "y"],
            Attention =
            [
                [0.5f, 0.5f],
                [0f, 1f],
            ],
        };
        var map = AttentionMap.Of("x y", translated)!;
        Assert.AreEqual((1, 1f), map.Strongest(1));
        Assert.AreEqual(0.5, map.Entropy, 1e-6);
        var table = AttentionMaps.Strongest(map);
        CollectionAssert.AreEqual(new[] { "“a”", "“y”", "2", "1.00" }, table.Rows[1].ToArray());
    }

    [TestMethod]
    public void Of_NothingTranslated_IsNoMap() =>
        Assert.IsNull(
            AttentionMap.Of(
                "",
                new TranslatedText("", 0)
                {
                    Tokens = [],
                    SourceTokens = [],
                    Attention = [],
                }
            )
        );

    [TestMethod]
    public async Task Lab_AModelWithoutAttention_IsRefused()
    {
        await SmallModels.BirthsAsync(folder);
        var path = folder["births.onnx"];
        var run = await RnnCommand.RunAsync($"lab attention {path} text -o {folder["page.html"]}");
        run.IsRefusedWith(
            $"Model '{path}': expected a translator with the output attention (rnn export --attention-output), found none."
        );
    }
}
