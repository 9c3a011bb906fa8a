using Rnn.Onnx.Models.Graph;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// Several recurrent layers in a graph, from a batch-first input to batch-first results. Each result is a method that adds its
/// nodes when it is asked for, so a graph holds only what it uses.
/// </summary>
public sealed class RecurrentStack
{
    private readonly GraphBuilder builder;
    private readonly IReadOnlyList<RecurrentLayer> layers;
    private readonly List<RecurrentNodeOutputs> outputs = [];
    private readonly List<string> inputs = []; // of each layer, [T, N, C]
    private readonly string name;
    private readonly bool residual;

    private RecurrentStack(GraphBuilder builder, IReadOnlyList<RecurrentLayer> layers, string name, bool residual)
    {
        this.builder = builder;
        this.layers = layers;
        this.name = name;
        this.residual = residual;
    }

    private RecurrentLayer Top => layers[^1];

    /// <summary>Adds the layers, each fed with what the one below gives at every step.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="layers">From the bottom to the top, all of one cell, hidden size H and number of directions D.</param>
    /// <param name="x">The input, float [N, T, C].</param>
    /// <param name="name">Prefix of the names of nodes and weights; unique in the graph.</param>
    /// <param name="lengths">Steps of each row, int32 [N], taken as 1 where smaller; null when all rows have T.</param>
    /// <param name="initial">States before the first step, float [N, L*D, H] with L layers, as <see cref="FinalState"/> gives them; null for zeros.</param>
    /// <param name="residual">Whether, from the second layer on, what a layer gives at a step is its own output plus its input.</param>
    /// <exception cref="ArgumentException">The layers do not fit on each other, or a weight does not fit its layer.</exception>
    public static RecurrentStack Add(
        GraphBuilder builder,
        IReadOnlyList<RecurrentLayer> layers,
        string x,
        string name = "rnn",
        string? lengths = null,
        RecurrentState? initial = null,
        bool residual = false
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(layers);
        Validate(layers);
        var stack = new RecurrentStack(builder, layers, name, residual);
        var clamped = lengths is null ? null : RecurrentNodes.ClampLengths(builder, lengths);
        var timeFirst = initial is null
            ? null
            : new RecurrentState(
                stack.TimeFirst(initial.Hidden),
                initial.Cell is null ? null : stack.TimeFirst(initial.Cell)
            );
        var input = builder.Transpose(x, [1, 0, 2], name + ".time_first"); // [T, N, C]
        for (var i = 0; i < layers.Count; i++)
        {
            input = i == 0 ? input : stack.StepsOf(i - 1);
            var state = timeFirst is null ? null : stack.StateOf(timeFirst, i);
            stack.inputs.Add(input);
            stack.outputs.Add(
                RecurrentNodes.AddLayer(
                    builder,
                    layers[i],
                    input,
                    FormattableString.Invariant($"{name}.{i}"),
                    clamped,
                    state
                )
            );
        }

        return stack;
    }

    /// <summary>What the top layer gives after every step, float [N, T, D*H]; zero after the end of a row.</summary>
    public string Sequence()
    {
        if (HasResidual(layers.Count - 1))
        {
            return builder.Transpose(StepsOf(layers.Count - 1), [1, 0, 2], name + ".sequence");
        }

        var batchFirst = builder.Transpose(outputs[^1].Sequence, [2, 0, 1, 3]); // [T, D, N, H] -> [N, T, D, H]
        return builder.Reshape(batchFirst, [0, 0, Top.DirectionCount * Top.Hidden], name + ".sequence");
    }

    /// <summary>
    /// What the top layer gives after a row's last step, float [N, D*H]. The backward direction's last step is the first of the row.
    /// </summary>
    public string LastHidden()
    {
        // A layer's input at that step is the output of the layer below at the same one, which again is its final state plus
        // its input: with residual links the end is the sum of all final states.
        var last = residual
            ? outputs.Select(output => output.Final.Hidden).Aggregate((sum, state) => builder.Add(sum, state))
            : outputs[^1].Final.Hidden; // [D, N, H]
        return Top.DirectionCount == 1
            ? builder.Squeeze(last, [0], name + ".last")
            : builder.Reshape(builder.Transpose(last, [1, 0, 2]), [0, Top.DirectionCount * Top.Hidden], name + ".last");
    }

    /// <summary>The cells' own states of all layers after a row's last step, float [N, L*D, H], the layers from the bottom to the top.</summary>
    public RecurrentState FinalState()
    {
        var hidden = Join(output => output.Final.Hidden, name + ".final_hidden");
        return new RecurrentState(
            hidden,
            Top.Cell == CellKind.Lstm ? Join(output => output.Final.Cell!, name + ".final_cell") : null
        );
    }

    private static void Validate(IReadOnlyList<RecurrentLayer> layers)
    {
        if (layers.Count == 0)
        {
            throw Errors.Argument(nameof(layers), $"A stack needs at least one layer.");
        }

        for (var i = 1; i < layers.Count; i++)
        {
            var (below, layer) = (layers[i - 1], layers[i]);
            var same = layer.Cell == below.Cell && layer.Hidden == below.Hidden;
            if (!same || layer.DirectionCount != below.DirectionCount)
            {
                throw Errors.Argument(
                    nameof(layers),
                    $"Layer {i} differs from the one below in cell, hidden size or directions."
                );
            }

            if (layer.Features != below.DirectionCount * below.Hidden)
            {
                throw Errors.Argument(
                    nameof(layers),
                    $"Layer {i} needs {below.DirectionCount * below.Hidden} features, found {layer.Features}."
                );
            }
        }
    }

    private bool HasResidual(int layer) => residual && layer > 0;

    // [T, D, N, H] -> [T, N, D*H]
    private string StepsOf(int layer)
    {
        var all = outputs[layer].Sequence;
        var steps =
            Top.DirectionCount == 1
                ? builder.Squeeze(all, [1])
                : builder.Reshape(builder.Transpose(all, [0, 2, 1, 3]), [0, 0, Top.DirectionCount * Top.Hidden]);
        return HasResidual(layer) ? builder.Add(steps, inputs[layer]) : steps;
    }

    // [N, L*D, H] -> [L*D, N, H]
    private string TimeFirst(string state) => builder.Transpose(state, [1, 0, 2]);

    private RecurrentState StateOf(RecurrentState all, int layer) =>
        new(Part(all.Hidden, layer), all.Cell is null ? null : Part(all.Cell, layer));

    private string Part(string all, int layer)
    {
        var directions = Top.DirectionCount;
        return layers.Count == 1
            ? all
            : builder.Slice(all, axis: 0, start: layer * directions, end: (layer + 1) * directions);
    }

    private string Join(Func<RecurrentNodeOutputs, string> part, string result)
    {
        var parts = outputs.Select(part).ToArray();
        var all = parts.Length == 1 ? parts[0] : builder.Concat(0, parts); // [L*D, N, H]
        return builder.Transpose(all, [1, 0, 2], result);
    }
}
