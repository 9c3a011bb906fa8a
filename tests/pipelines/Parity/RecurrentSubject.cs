using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Tests.Parity;

/// <summary>
/// One recurrent stack with every pooling behind it, in one file: it reads the same rows four times, with and without
/// lengths, with and without initial state, and each time gives all that a stack and its poolings give.
/// </summary>
internal sealed class RecurrentSubject : IDisposable
{
    private static readonly Pooling[] Poolings = Enum.GetValues<Pooling>();

    private readonly RecurrentStack stack;
    private readonly SequencePool[] pools;

    public RecurrentSubject(RecurrentOptions options)
    {
        manual_seed(1);
        stack = new RecurrentStack(options);
        pools = [.. Poolings.Select(kind => new SequencePool(kind, options.Directions * options.Hidden))];
        // Larger than the initial ones, so that gates open and close; gains below 1, so that a normalized stack does not make
        // more of its own rounding than the tolerance is.
        using var none = no_grad();
        foreach (var (name, parameter) in stack.named_parameters().Concat(pools.SelectMany(p => p.named_parameters())))
        {
            using var scope = NewDisposeScope();
            var uniform = rand(parameter.shape) - 0.5;
            var isGain = name.Contains("gain", StringComparison.Ordinal);
            parameter.copy_(isGain ? 0.3 * (uniform + 1) : 1.5 * uniform);
        }
        stack.eval();
    }

    /// <summary>The ways in which the rows are read.</summary>
    public static (bool Lengths, bool State)[] Readings { get; } =
    [(false, false), (true, false), (false, true), (true, true)];

    /// <summary>Cases that one probe holds: every reading with every pooling.</summary>
    public static int CasesOfProbe => Readings.Length * Poolings.Length;

    private RecurrentOptions Options => stack.Options;

    private bool HasCell => Options.Cell == Models.Recurrent.CellKind.Lstm;

    /// <summary>The file, with what the modules answer to random rows of these sizes.</summary>
    public ExportedModel Export(IEnumerable<(int Batch, int Time)> sizes)
    {
        var graph = new GraphBuilder("recurrent");
        var rows = Options.Layers * Options.Directions;
        var x = graph.AddInput("x", ElementType.Float, "batch", "time", Options.Features);
        var lengths = graph.AddInput("lengths", ElementType.Int64, "batch");
        var hidden = graph.AddInput("h_in", ElementType.Float, "batch", rows, Options.Hidden);
        var cell = HasCell ? graph.AddInput("c_in", ElementType.Float, "batch", rows, Options.Hidden) : null;
        foreach (var (withLengths, withState) in Readings)
        {
            var inputs = new ModuleInputs(x)
            {
                Lengths = withLengths ? lengths : null,
                Initial = withState ? new Models.Recurrent.RecurrentState(hidden, cell) : null,
            };
            AddReading(graph, inputs, Suffix(withLengths, withState));
        }
        var random = new Random(1);
        return new ExportedModel(graph.Build(), [.. sizes.Select(size => Probe(random, size.Batch, size.Time))]);
    }

    public void Dispose()
    {
        stack.Dispose();
        foreach (var pool in pools)
            pool.Dispose();
    }

    private static string Suffix(bool lengths, bool state) => $"{(lengths ? "_lengths" : "")}{(state ? "_state" : "")}";

    private void AddReading(GraphBuilder graph, ModuleInputs inputs, string suffix)
    {
        var registry = ConverterRegistry.CreateDefault();
        long width = Options.Directions * Options.Hidden;
        long rows = Options.Layers * Options.Directions;
        var run = registry.Convert(graph, stack, inputs);
        graph.AddOutput("steps" + suffix, run[0], ElementType.Float, "batch", "time", width);
        graph.AddOutput("h_out" + suffix, run[2], ElementType.Float, "batch", rows, Options.Hidden);
        if (HasCell)
            graph.AddOutput("c_out" + suffix, run[3], ElementType.Float, "batch", rows, Options.Hidden);
        foreach (var pool in pools)
        {
            var pooled = registry.Convert(
                graph,
                pool,
                new ModuleInputs(run[0]) { Lengths = inputs.Lengths, Last = run[1] }
            );
            graph.AddOutput(pool.Kind + suffix, pooled[0], ElementType.Float, "batch", width);
            if (pool.Kind == Pooling.Attention)
                graph.AddOutput("weights" + suffix, pooled[1], ElementType.Float, "batch", "time");
        }
    }

    private ParityProbe Probe(Random random, int batch, int time)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var input = rand(batch, time, Options.Features) * 2 - 1;
        // One row is as long as the batch; a length of 0 counts as 1.
        var lengths = Enumerable.Range(0, batch).Select(row => row == 0 ? time : random.NextInt64(time + 1)).ToArray();
        var zero = stack.ZeroState(batch);
        var state = new RecurrentState(
            rand(zero.Hidden.shape) * 2 - 1,
            zero.Cell is null ? null : rand(zero.Cell.shape) * 2 - 1
        );
        List<NamedTensor> inputs =
        [
            Named("x", input),
            NamedTensor.Of("lengths", lengths, batch),
            Named("h_in", state.Hidden),
        ];
        if (state.Cell is not null)
            inputs.Add(Named("c_in", state.Cell));
        var outputs = Readings.SelectMany(reading =>
            Answers(
                input,
                reading.Lengths ? tensor(lengths) : null,
                reading.State ? state : null,
                Suffix(reading.Lengths, reading.State)
            )
        );
        return new ParityProbe($"batch {batch}, time {time}", inputs, [.. outputs]);
    }

    private List<NamedTensor> Answers(Tensor input, Tensor? lengths, RecurrentState? state, string suffix)
    {
        var output = stack.Run(input, lengths, state);
        List<NamedTensor> answers =
        [
            Named("steps" + suffix, output.Steps),
            Named("h_out" + suffix, output.Final.Hidden),
        ];
        if (output.Final.Cell is not null)
            answers.Add(Named("c_out" + suffix, output.Final.Cell));
        foreach (var pool in pools)
        {
            var (pooled, weights) = pool.Pool(output, lengths);
            answers.Add(Named(pool.Kind + suffix, pooled));
            if (weights is not null)
                answers.Add(Named("weights" + suffix, weights));
        }
        return answers;
    }

    private static NamedTensor Named(string name, Tensor tensor) =>
        NamedTensor.Of(name, tensor.contiguous().data<float>().ToArray(), tensor.shape);
}
