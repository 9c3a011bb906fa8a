namespace Rnn.Onnx.Training.Models;

/// <summary>Many to one: reads a sequence and gives some numbers, [N, outputs].</summary>
public sealed class SequenceRegressor : PooledModel
{
    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public SequenceRegressor(SequenceRegressorOptions options)
        : base(
            nameof(SequenceRegressor),
            (options ?? throw new ArgumentNullException(nameof(options))).Validate(),
            options.Pooling,
            options.Outputs
        )
    {
        Options = options;
        RegisterAll();
    }

    /// <summary>What the model was built from.</summary>
    public SequenceRegressorOptions Options { get; }
}
