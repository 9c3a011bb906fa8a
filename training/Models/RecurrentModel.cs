using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// The body of the models that read a sequence: an embedding when they read ids, recurrent layers, dropout; what follows is
/// the model's own.
/// </summary>
public abstract class RecurrentModel : Module<Tensor, Tensor?, RecurrentState?, SequenceOutput>, IDescribed
{
    private readonly SequenceModelOptions options;
    private readonly Embedding? embedding;
    private readonly RecurrentStack stack;

    private protected RecurrentModel(string name, SequenceModelOptions options)
        : base(name)
    {
        this.options = options;
        embedding = options.Vocabulary > 0 ? NewTable(options) : null;
        stack = new RecurrentStack(options.Layers);
    }

    /// <summary>What the recurrent layers were built from.</summary>
    public RecurrentOptions Recurrent => stack.Options;

    /// <summary>What all models that read a sequence are made of.</summary>
    internal SequenceModelOptions InputOptions => options;

    internal Embedding? Table => embedding;

    internal RecurrentStack Stack => stack;

    /// <summary>Size of the top layer's output, D*H.</summary>
    private protected long Width => (long)options.Layers.Directions * options.Layers.Hidden;

    /// <summary>Reads sequences and answers.</summary>
    /// <param name="input">Numbers [N, T, C], or ids int64 [N, T] with a vocabulary.</param>
    /// <param name="lengths">Steps of each row, int64 [N]; null when all rows have T.</param>
    /// <param name="initial">States before the first step; null for none.</param>
    /// <exception cref="InvalidInputException">A tensor has another shape or type, or an id is not in the vocabulary.</exception>
    public SequenceOutput Run(Tensor input, Tensor? lengths = null, RecurrentState? initial = null) =>
        call(input, lengths, initial);

    /// <inheritdoc/>
    public sealed override SequenceOutput forward(Tensor input, Tensor? lengths, RecurrentState? initial)
    {
        ArgumentNullException.ThrowIfNull(input);
        var steps = embedding is null ? input : Embedded(Ids(input), embedding); // [N, T, C]
        return Answer(stack.Run(steps, lengths, initial), lengths);
    }

    /// <inheritdoc/>
    public ModelDescription Describe()
    {
        var reads = embedding is null
            ? FormattableString.Invariant($"[N, T, {options.Recurrent.Features}]")
            : FormattableString.Invariant($"[N, T] of {options.Vocabulary} ids");
        LayerDescription[] first = embedding is null ? [] : [LayerTable.Of(nameof(embedding), embedding)];
        return new(GetName(), reads, [.. first, .. LayerTable.Of(nameof(stack), stack.Options), .. Head()]);
    }

    /// <summary>From the outputs of the layers to the model's answer.</summary>
    private protected abstract SequenceOutput Answer(RecurrentOutput output, Tensor? lengths);

    /// <summary>The lines of <see cref="Describe"/> behind the recurrent layers.</summary>
    private protected abstract IEnumerable<LayerDescription> Head();

    /// <summary>Registers the layers of the body, before those of the head.</summary>
    private protected void RegisterLayers()
    {
        if (embedding is not null)
            register_module(nameof(embedding), embedding);
        register_module(nameof(stack), stack);
    }

    /// <summary>Dropout in front of a head that answers at every step, [N, T, F].</summary>
    private protected Tensor DropSteps(Tensor steps) =>
        StepDropout.Apply(steps, options.Dropout, options.VariationalDropout, training);

    /// <summary>Dropout in front of a head that answers once, [N, F].</summary>
    private protected Tensor Drop(Tensor values) => StepDropout.Each(values, options.Dropout, training);

    private static Embedding NewTable(SequenceModelOptions options)
    {
        var table = Embedding(options.Vocabulary, options.Embedding);
        using var none = no_grad();
        if (options.EmbeddingScale != 1)
            table.weight!.mul_(options.EmbeddingScale).Dispose();
        return table;
    }

    private Tensor Embedded(Tensor ids, Embedding table) =>
        StepDropout.Apply(
            table.call(ids),
            options.EmbeddingDropout ?? options.Dropout,
            options.VariationalDropout,
            training
        ); // [N, T, E]

    private Tensor Ids(Tensor input)
    {
        if (input.dtype != ScalarType.Int64 || input.Dimensions != 2)
            throw new InvalidInputException(
                $"Input of {GetName()}: expected ids as Int64 [N, T], found {input.dtype} [{string.Join(", ", input.shape)}]."
            );
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (least, most) = (input.min().item<long>(), input.max().item<long>());
        if (least < 0 || most >= options.Vocabulary)
            throw new InvalidInputException(
                $"Input of {GetName()}: expected ids from 0 to {options.Vocabulary - 1}, found {(least < 0 ? least : most)}."
            );
        return input;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            embedding?.Dispose();
            stack.Dispose();
        }
        base.Dispose(disposing);
    }
}
