using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>Many to one: the body of a model that reads a sequence, a pooling of its steps, dropout and a linear head.</summary>
public abstract class PooledModel : RecurrentModel
{
    private readonly int outputs;
    private readonly SequencePool pool;
    private readonly Linear head;

    private protected PooledModel(string name, SequenceModelOptions options, Pooling pooling, int outputs)
        : base(name, options)
    {
        this.outputs = outputs;
        pool = new SequencePool(pooling, Width);
        head = Linear(Width, outputs);
    }

    internal SequencePool Pool => pool;

    internal Linear Output => head;

    private protected override SequenceOutput Answer(RecurrentOutput output, Tensor? lengths)
    {
        var (pooled, weights) = pool.Pool(output, lengths); // [N, D*H], [N, T]
        return new SequenceOutput(head.call(Drop(pooled)), output.Final, weights); // [N, outputs]
    }

    private protected override IEnumerable<LayerDescription> Head() => LayerTable.Of(this, outputs);

    /// <summary>Registers all layers, from the input to the head.</summary>
    private protected void RegisterAll()
    {
        RegisterLayers();
        register_module(nameof(pool), pool);
        register_module(nameof(head), head);
    }

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
