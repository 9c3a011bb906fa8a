using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>Many to one: reads a sequence and gives some numbers, [N, outputs].</summary>
public sealed class SequenceRegressor : RecurrentModel, IPooledModel
{
    private readonly SequencePool pool;
    private readonly Linear head;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public SequenceRegressor(SequenceRegressorOptions options)
        : base(nameof(SequenceRegressor), (options ?? throw new ArgumentNullException(nameof(options))).Validate())
    {
        Options = options;
        RegisterLayers();
        pool = new SequencePool(options.Pooling, Width);
        head = Linear(Width, options.Outputs);
        register_module(nameof(pool), pool);
        register_module(nameof(head), head);
    }

    /// <summary>What the model was built from.</summary>
    public SequenceRegressorOptions Options { get; }

    SequencePool IPooledModel.Pool => pool;

    Linear IPooledModel.Head => head;

    private protected override SequenceOutput Answer(RecurrentOutput output, Tensor? lengths)
    {
        var (pooled, weights) = pool.Pool(output, lengths); // [N, D*H], [N, T]
        return new SequenceOutput(head.call(Drop(pooled)), output.Final, weights); // [N, outputs]
    }

    private protected override IEnumerable<LayerDescription> Head() => LayerTable.Of(this, Options.Outputs);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pool.Dispose();
            head.Dispose();
        }
        base.Dispose(disposing);
    }
}
