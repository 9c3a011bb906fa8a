using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>Builds a stack with all its results as outputs, and runs it on random input.</summary>
internal sealed record LayerRun(int Batch, int Time, int[]? Lengths, bool State, bool Residual = false)
{
    public float[] X(int features) => RandomForecasters.Uniform(new Random(5), Batch * Time * features);

    /// <summary>[batch, states, hidden]</summary>
    public float[] InitialHidden(int states, int hidden) =>
        RandomForecasters.Uniform(new Random(6), Batch * states * hidden);

    /// <summary>[batch, states, hidden]</summary>
    public float[] InitialCell(int states, int hidden) =>
        RandomForecasters.Uniform(new Random(7), Batch * states * hidden);

    public IReadOnlyList<NamedTensor> Run(IReadOnlyList<RecurrentLayer> layers)
    {
        using var model = SequenceModel.From(
            Build(layers).Build(),
            "stack",
            new SessionSettings { Device = Device.Cpu }
        );
        return model.Run(Inputs(layers));
    }

    public GraphBuilder Build(IReadOnlyList<RecurrentLayer> layers, GraphBuilderOptions? options = null)
    {
        var (first, states) = (layers[0], layers.Count * layers[0].DirectionCount);
        var isLstm = first.Cell == CellKind.Lstm;
        var builder = new GraphBuilder("stack", options);
        var x = builder.AddInput("x", ElementType.Float, "batch", "time", first.Features);
        var lengths = Lengths is null ? null : builder.AddInput("lengths", ElementType.Int32, "batch");
        var initial = State
            ? new RecurrentState(
                builder.AddInput("h_in", ElementType.Float, "batch", states, first.Hidden),
                isLstm ? builder.AddInput("c_in", ElementType.Float, "batch", states, first.Hidden) : null
            )
            : null;
        var stack = RecurrentStack.Add(builder, layers, x, "rnn", lengths, initial, Residual);
        var width = first.DirectionCount * first.Hidden;
        builder.AddOutput("sequence", stack.Sequence(), ElementType.Float, "batch", "time", width);
        builder.AddOutput("last", stack.LastHidden(), ElementType.Float, "batch", width);
        var final = stack.FinalState();
        builder.AddOutput("h_out", final.Hidden, ElementType.Float, "batch", states, first.Hidden);
        if (final.Cell is not null)
            builder.AddOutput("c_out", final.Cell, ElementType.Float, "batch", states, first.Hidden);
        return builder;
    }

    public List<NamedTensor> Inputs(IReadOnlyList<RecurrentLayer> layers)
    {
        var (first, states) = (layers[0], layers.Count * layers[0].DirectionCount);
        List<NamedTensor> inputs = [NamedTensor.Of("x", X(first.Features), Batch, Time, first.Features)];
        if (Lengths is not null)
            inputs.Add(NamedTensor.Of("lengths", Lengths, Batch));
        if (State)
            inputs.Add(NamedTensor.Of("h_in", InitialHidden(states, first.Hidden), Batch, states, first.Hidden));
        if (State && first.Cell == CellKind.Lstm)
            inputs.Add(NamedTensor.Of("c_in", InitialCell(states, first.Hidden), Batch, states, first.Hidden));
        return inputs;
    }

    /// <summary>Every output of one run against the same of another.</summary>
    public static void AssertSame(
        IReadOnlyList<NamedTensor> expected,
        IReadOnlyList<NamedTensor> found,
        float tolerance,
        string what
    )
    {
        Assert.HasCount(expected.Count, found);
        foreach (var (a, b) in expected.Zip(found))
        {
            Assert.AreEqual(a.ToString(), b.ToString(), what);
            for (var i = 0; i < a.Floats.Length; i++)
                Assert.AreEqual(a.Floats[i], b.Floats[i], tolerance, $"{what}, {a.Name} at {i}");
        }
    }
}
