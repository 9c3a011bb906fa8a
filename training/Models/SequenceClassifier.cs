using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>Many to one: reads a sequence and gives a logit for each class, [N, K].</summary>
public sealed class SequenceClassifier : RecurrentModel, IPooledModel
{
    private readonly SequencePool pool;
    private readonly Linear head;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public SequenceClassifier(SequenceClassifierOptions options)
        : base(nameof(SequenceClassifier), (options ?? throw new ArgumentNullException(nameof(options))).Validate())
    {
        Options = options;
        RegisterLayers();
        pool = new SequencePool(options.Pooling, Width);
        head = Linear(Width, options.Classes);
        register_module(nameof(pool), pool);
        register_module(nameof(head), head);
    }

    /// <summary>What the model was built from.</summary>
    public SequenceClassifierOptions Options { get; }

    SequencePool IPooledModel.Pool => pool;

    Linear IPooledModel.Head => head;

    private protected override SequenceOutput Answer(RecurrentOutput output, Tensor? lengths)
    {
        var (pooled, weights) = pool.Pool(output, lengths); // [N, D*H], [N, T]
        return new SequenceOutput(head.call(Drop(pooled)), output.Final, weights); // [N, K]
    }

    private protected override IEnumerable<LayerDescription> Head() => LayerTable.Of(this, Options.Classes);

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

/// <summary>A model whose answer comes from one vector a row: a pooling and a linear head.</summary>
internal interface IPooledModel
{
    SequencePool Pool { get; }

    Linear Head { get; }
}
