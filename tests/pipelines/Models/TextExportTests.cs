using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class TextExportTests
{
    private static readonly string[] Words = ["good", "bad", "film", "the", "naïve", "!", "don't"];

    public static IEnumerable<object[]> Subjects =>
        from kind in new[] { "classifier of ids by mean", "tagger", "language model", "language model, tied" }
        from tokenizer in Enum.GetValues<TokenizerKind>()
        from lower in new[] { false, true }
        select new object[] { kind, tokenizer, lower };

    [TestMethod]
    [DynamicData(nameof(Subjects))]
    public void Demand_ModelThatReadsText_IsReproducedByOnnxRuntime(string kind, TokenizerKind tokenizer, bool lower)
    {
        using var model = (RecurrentModel)SampleModels.Create(kind);
        var featurizer = Featurizer(model, new TextOptions { Tokenizer = tokenizer, LowerCase = lower });
        var exported = OnnxExporter.Export(model, new ExportOptions { Text = featurizer });
        Assert.AreEqual(20, exported.File.Opset);
        Assert.AreEqual("text: String [batch, 1]", exported.File.Inputs.Single().ToString());
        Assert.IsEmpty(exported.File.OptionalInputs);
        var report = VerifiedExport.Demand(exported);
        Assert.IsGreaterThan(0, report.LargestAbsolute, "Nothing was compared.");
    }

    [TestMethod]
    public void Run_RowInABatch_AnswersAsAloneAndAsItsIds()
    {
        using var model = (RecurrentModel)SampleModels.Create("classifier of ids by mean");
        var featurizer = Featurizer(model, new TextOptions());
        using var byText = Load(OnnxExporter.Export(model, new ExportOptions { Text = featurizer }));
        using var byIds = Load(OnnxExporter.Export(model));
        string[] texts = ["the good film !", "", "xyzzy", "  the naïve bad bad bad film don't", "<pad>"];
        var together = byText.Run(NamedTensor.Of("text", texts, texts.Length, 1))[0];
        for (var row = 0; row < texts.Length; row++)
        {
            var alone = byText.Run(NamedTensor.Of("text", [texts[row]], 1, 1))[0].Floats;
            var ids = featurizer.Ids(texts[row]);
            CollectionAssert.AreEqual(alone, byIds.Run(NamedTensor.Of("ids", ids, 1, ids.Length))[0].Floats);
            for (var i = 0; i < alone.Length; i++)
                Assert.AreEqual(alone[i], together.Floats[(row * alone.Length) + i], 1e-6f, texts[row]);
        }
    }

    [TestMethod]
    public void Write_ModelThatReadsText_PutsFeaturizerIntoTheCard()
    {
        using var model = (RecurrentModel)SampleModels.Create("classifier of ids by mean");
        var options = new TextOptions { LowerCase = true, MaximumTokens = 7 };
        var featurizer = Featurizer(model, options);
        var exported = OnnxExporter.Export(model, new ExportOptions { Text = featurizer });
        var card = SequenceCard.Write("m", model, exported, VerifiedExport.Demand(exported), new TrainerOptions());
        var read = TextFeaturizer.Of(ModelCard.FromJson(card.ToJson(), "m"))!;
        Assert.AreEqual(options, read.Options);
        CollectionAssert.AreEqual(featurizer.Vocabulary.Tokens.ToArray(), read.Vocabulary.Tokens.ToArray());
        Assert.IsNull(TextFeaturizer.Of(card with { Text = null }));
    }

    [TestMethod]
    public void Read_FileThatReadsText_GivesTheModelAgain()
    {
        using var model = (RecurrentModel)SampleModels.Create("classifier of ids by mean");
        var export = new ExportOptions { Text = Featurizer(model, new TextOptions { LowerCase = true }) };
        var exported = OnnxExporter.Export(model, export);
        var card = SequenceCard.Write("m", model, exported, VerifiedExport.Demand(exported), new TrainerOptions());
        using var read = OnnxImporter.Read(exported.File.WithCard(card));
        CollectionAssert.AreEqual(exported.File.ToBytes(), OnnxExporter.Export(read, export).File.ToBytes());
        Assert.EndsWith(
            "can not be read back: expected a card with its vocabulary, since it reads text, found none.",
            Assert.ThrowsExactly<InvalidInputException>(() => OnnxImporter.Read(exported.File)).Message
        );
    }

    [TestMethod]
    public void Export_WhatNoGraphCanDo_Refuses()
    {
        using var model = (RecurrentModel)SampleModels.Create("language model");
        var featurizer = Featurizer(model, new TextOptions());
        Refuses(
            new ExportOptions { Text = new TextFeaturizer(new TextOptions { Compose = true }, featurizer.Vocabulary) },
            "Option compose: expected no for a model that reads text, since no ONNX operator composes characters (normalization form C), found yes."
        );
        Refuses(
            new ExportOptions { Text = featurizer, Opset = 19 },
            "Option opset: expected 20 or more for a model that reads text, found 19."
        );
        Refuses(
            new ExportOptions { Text = new TextFeaturizer(new TextOptions(), new Vocabulary(Vocabulary.Special)) },
            "Option text: expected the 9 tokens that the LanguageModel knows, found 4."
        );
        using var numbers = (RecurrentModel)SampleModels.Create("regressor");
        Assert.AreEqual(
            "Option text: expected a SequenceRegressor that reads ids, found one that reads numbers.",
            Assert
                .ThrowsExactly<InvalidInputException>(() =>
                    OnnxExporter.Export(numbers, new ExportOptions { Text = featurizer })
                )
                .Message
        );

        void Refuses(ExportOptions options, string sentence)
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => OnnxExporter.Export(model, options));
            Assert.AreEqual(sentence, error.Message);
        }
    }

    private static TextFeaturizer Featurizer(RecurrentModel model, TextOptions options)
    {
        IEnumerable<string> tokens =
            options.Tokenizer == TokenizerKind.Characters ? string.Concat(Words).Distinct().Select(c => $"{c}") : Words;
        return new(
            options,
            new Vocabulary([
                .. Vocabulary.Special,
                .. tokens.Take((int)model.state_dict()["embedding.weight"].shape[0] - 4),
            ])
        );
    }

    private static SequenceModel Load(ExportedModel exported) =>
        SequenceModel.From(exported.File, "m", new SessionSettings { Device = Device.Cpu });
}
