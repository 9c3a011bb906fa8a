using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Dropout of single values, and of the same ones at all steps.</summary>
[TestClass]
public sealed class StepDropoutTests
{
    private const double AlmostAll = 0.9999999;

    private static readonly LanguageModelOptions Options = new()
    {
        Vocabulary = 5,
        Embedding = 4,
        Recurrent = new RecurrentOptions { Hidden = 4, Layers = 2 },
        VariationalDropout = true,
    };

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Apply_Training_DropsTheSameAtAllStepsIfVariational(bool variational)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var kept = StepDropout.Apply(ones(3, 5, 200), 0.25, variational, training: true);
        var zeros = kept.eq(0);
        Assert.IsTrue(kept.masked_select(zeros.logical_not()).sub(1 / 0.75).abs().max().item<float>() < 1e-6);
        Assert.AreEqual(0.25, zeros.to(ScalarType.Float32).mean().item<float>(), 0.05);
        var first = kept.narrow(1, 0, 1).expand(3, 5, 200);
        Assert.AreEqual(variational, kept.eq(first).all().item<bool>());
        Assert.IsFalse(
            kept.narrow(0, 0, 1).eq(kept.narrow(0, 1, 1)).all().item<bool>(),
            "Rows have masks of their own."
        );
    }

    [TestMethod]
    [DataRow(0.5, false)]
    [DataRow(0.0, true)]
    public void Apply_NothingToDrop_GivesTheSame(double probability, bool training)
    {
        using var scope = NewDisposeScope();
        var steps = rand(2, 3, 4);
        Assert.IsTrue(StepDropout.Apply(steps, probability, variational: true, training).eq(steps).all().item<bool>());
    }

    [TestMethod]
    public void LanguageModel_AllEmbeddingsDropped_AnswersWhateverItReads()
    {
        using var model = new LanguageModel(Options with { EmbeddingDropout = AlmostAll });
        using var scope = NewDisposeScope();
        // Rows of the same values may be rounded each in its own way.
        Assert.AreEqual(0, Difference(model, training: true), 1e-6);
        Assert.IsGreaterThan(1e-3, Difference(model, training: false));
    }

    [TestMethod]
    public void LanguageModel_AllDroppedBetweenLayers_AnswersWhateverItReads()
    {
        using var model = new LanguageModel(
            Options with
            {
                Recurrent = Options.Recurrent with { Dropout = AlmostAll },
            }
        );
        using var scope = NewDisposeScope();
        // Rows of the same values may be rounded each in its own way.
        Assert.AreEqual(0, Difference(model, training: true), 1e-6);
        Assert.IsGreaterThan(1e-3, Difference(model, training: false));
    }

    [TestMethod]
    public void LanguageModel_AllDroppedInFrontOfTheHead_AnswersItsBias()
    {
        using var model = new LanguageModel(Options with { Dropout = AlmostAll, EmbeddingDropout = 0 });
        using var scope = NewDisposeScope();
        model.train();
        var logits = model.Run(zeros(2, 3, dtype: ScalarType.Int64)).Values; // [2, 3, 5]
        Assert.IsTrue(logits.sub(model.HeadBias).abs().max().item<float>() == 0);
    }

    [TestMethod]
    public void Validate_EmbeddingDropoutOutOfRange_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            (Options with { EmbeddingDropout = 1.5 }).Validate()
        );
        StringAssert.Contains(
            error.Message,
            "Option embedding-dropout: expected a value from 0 to below 1, found 1.5."
        );
    }

    // Between the answers to two rows of different ids.
    private static double Difference(LanguageModel model, bool training)
    {
        model.train(training);
        var logits = model.Run(tensor(new long[] { 0, 1, 2, 3, 4, 4 }, [2, 3])).Values; // [2, 3, 5]
        return logits.narrow(0, 0, 1).sub(logits.narrow(0, 1, 1)).abs().max().item<float>();
    }
}
