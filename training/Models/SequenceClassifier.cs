namespace Rnn.Onnx.Training.Models;

/// <summary>Many to one: reads a sequence and gives a logit for each class, [N, K].</summary>
public sealed class SequenceClassifier : PooledModel
{
    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public SequenceClassifier(SequenceClassifierOptions options)
        : base(
            nameof(SequenceClassifier),
            (options ?? throw new ArgumentNullException(nameof(options))).Validate(),
            options.Pooling,
            options.Classes
        )
    {
        Options = options;
        RegisterAll();
    }

    /// <summary>What the model was built from.</summary>
    public SequenceClassifierOptions Options { get; }
}
