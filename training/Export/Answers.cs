using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>Tensors of a module's answer as named arrays.</summary>
internal static class Answers
{
    /// <summary>The answer of each kind of model.</summary>
    public static ISequenceAnswer Of(RecurrentModel model) =>
        model switch
        {
            SequenceClassifier classifier => new ClassifierAnswer(classifier.Options),
            SequenceTagger tagger => new TaggerAnswer(tagger.Options),
            SequenceRegressor regressor => new NumberAnswer(
                "prediction",
                "The predicted values, in the unit they were trained in.",
                "batch",
                regressor.Options.Outputs
            ),
            LanguageModel language => new NumberAnswer(
                "logits",
                "At each step a logit for every id that may follow; softmax makes probabilities of them.",
                "batch",
                "time",
                language.Options.Vocabulary
            ),
            _ => throw new ArgumentException($"No answer is known for {model.GetName()}.", nameof(model)),
        };

    public static NamedTensor Floats(string name, Tensor values) =>
        NamedTensor.Of(name, ParameterReader.Read(values), values.shape);

    /// <summary>Numbers of classes, or their labels where there are some; "" for a number that is no class.</summary>
    public static NamedTensor Labels(string name, Tensor classes, IReadOnlyList<string> labels)
    {
        var numbers = Longs(classes);
        if (labels.Count == 0)
            return NamedTensor.Of(name, numbers, classes.shape);
        string[] names = [.. numbers.Select(i => i >= 0 ? labels[(int)i] : "")];
        return NamedTensor.Of(name, names, classes.shape);
    }

    private static long[] Longs(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.cpu().contiguous().data<long>().ToArray();
    }
}
