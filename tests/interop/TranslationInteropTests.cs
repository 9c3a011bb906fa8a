using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A translator's files, opened by programs that are not ours.</summary>
[TestClass]
public sealed class TranslationInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Create_BothFiles_AreAcceptedByTheReferenceChecker()
    {
        TranslatorForm[] forms =
        [
            new(CellKind.Gru, AttentionKind.General),
            new(CellKind.Lstm, AttentionKind.Additive) { Layers = 2, InputFeeding = true },
            new(CellKind.ElmanTanh, AttentionKind.None),
        ];
        foreach (var weights in forms.Select(RandomTranslators.Create))
        {
            TranslationEncoderGraph.Create(weights).Build().Save(folder["encoder_model.onnx"]);
            TranslationDecoderGraph.Create(weights).Build().Save(folder["decoder_model.onnx"]);

            _ = await ReferenceChecker.AcceptAsync(folder["encoder_model.onnx"]);
            var found = await ReferenceChecker.AcceptAsync(folder["decoder_model.onnx"]);
            Assert.AreEqual("logits", found.GetProperty("outputs")[0].GetString());
        }
    }
}
