using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class ModelFactoryTests
{
    [TestMethod]
    public void Create_FromASpecificationAndWeights_IsTheSameModel()
    {
        var kinds = new HashSet<string>();
        foreach (var model in SampleModels.All())
        {
            using var original = model;
            var specification = ModelFactory.SpecificationOf(original);
            using var again = ModelFactory.Create(specification);
            again.load_state_dict(original.state_dict());

            Assert.AreEqual(specification, ModelFactory.SpecificationOf(again));
            CollectionAssert.AreEqual(
                OnnxExporter.Export(original).File.ToBytes(),
                OnnxExporter.Export(again).File.ToBytes(),
                specification.Kind
            );
            kinds.Add(specification.Kind);
        }
        Assert.AreEqual(ModelFactory.Kinds.Count - 1, kinds.Count, "Every kind is tried, and the translator below.");
    }

    [TestMethod]
    public void Create_FromATranslatorsSpecificationAndWeights_IsTheSameModel()
    {
        using var original = new Seq2Seq(
            new Seq2SeqOptions
            {
                SourceVocabulary = 9,
                TargetVocabulary = 7,
                Embedding = 5,
                InputFeeding = true,
            }
        );
        var specification = ModelFactory.SpecificationOf(original);
        using var again = (Seq2Seq)ModelFactory.Create(specification);
        again.load_state_dict(original.state_dict());
        using var scope = NewDisposeScope();
        original.eval();
        again.eval();
        var (source, target) = (randint(0, 9, [2, 3], ScalarType.Int64), randint(0, 7, [2, 4], ScalarType.Int64));

        Assert.AreEqual(specification, ModelFactory.SpecificationOf(again));
        Assert.AreEqual(original.parameters().Sum(p => p.numel()), ModelFactory.SizeOf(specification));
        Assert.AreEqual(
            0f,
            (original.Run(source, null, target) - again.Run(source, null, target)).abs().max().item<float>()
        );
    }

    [TestMethod]
    public void SpecificationOf_Classifier_IsReadableJson()
    {
        using var model = new SequenceClassifier(new SequenceClassifierOptions { Labels = ["no", "yes"] });
        var json = ModelFactory.SpecificationOf(model).OptionsJson;
        StringAssert.Contains(json, "\"labels\":[\"no\",\"yes\"],\"pooling\":\"last\"");
        StringAssert.Contains(json, "\"recurrent\":{\"cell\":\"lstm\",\"features\":1,\"hidden\":64,\"layers\":1,");
    }

    [TestMethod]
    [DataRow(
        "Transformer",
        "{}",
        "Kind of model: expected one of Forecaster, SequenceClassifier, SequenceRegressor, SequenceTagger, WordTagger, SequenceDecoder, Seq2Seq, LanguageModel, found 'Transformer'."
    )]
    [DataRow(
        "SequenceTagger",
        "{\"classes\":2,\"wings\":4}",
        "Options of SequenceTagger: expected them as they were written, found an error at $.wings."
    )]
    [DataRow(
        "SequenceTagger",
        "{\"classes\":\"two\"}",
        "Options of SequenceTagger: expected them as they were written, found an error at $.classes."
    )]
    [DataRow(
        "SequenceTagger",
        "{",
        "Options of SequenceTagger: expected them as they were written, found an error at $."
    )]
    [DataRow(
        "SequenceTagger",
        "null",
        "Options of SequenceTagger: expected them as they were written, found an error at $."
    )]
    [DataRow(
        "SequenceTagger",
        "{\"recurrent\":null}",
        "Options of SequenceTagger: expected them as they were written, found an error at $.recurrent."
    )]
    [DataRow("SequenceTagger", "{\"classes\":1}", "Option classes: expected 2 or more, found 1.")]
    public void Create_WhatIsNoSpecification_SaysWhy(string kind, string json, string sentence)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ModelFactory.Create(new ModelSpecification(kind, json))
        );
        Assert.AreEqual(sentence, error.Message);
    }

    [TestMethod]
    public void SpecificationOf_ModuleThatIsNoModel_NamesTheKnownOnes()
    {
        using var module = nn.Linear(1, 1);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ModelFactory.SpecificationOf(module));
        StringAssert.EndsWith(error.Message, "found 'Linear'.");
    }
}
