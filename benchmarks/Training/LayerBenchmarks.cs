using BenchmarkDotNet.Attributes;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Benchmarks.Training;

/// <summary>One recurrent layer on one thread, by the vectors that the kernels compute with; Off is the tensor library's own layer.</summary>
public class LayerBenchmarks
{
    private RecurrentStack stack = null!;
    private Tensor input = null!;
    private Tensor given = null!;

    /// <summary>The cell.</summary>
    [Params(CellKind.Lstm, CellKind.Gru)]
    public CellKind Cell { get; set; }

    /// <summary>B, T, I, H.</summary>
    [Params("32 20 1 64", "64 50 128 256")]
    public string Shape { get; set; } = "";

    /// <summary>Bits of a vector, or Off.</summary>
    [Params("Widest", "Wide", "Portable", "Off")]
    public string Width { get; set; } = "";

    [GlobalSetup]
    public void Make()
    {
        set_num_threads(1);
        var (batch, time, features, hidden) = Sizes();
        stack = new RecurrentStack(
            new RecurrentOptions
            {
                Cell = Cell,
                Features = features,
                Hidden = hidden,
            }
        );
        input = rand(batch, time, features); // [B, T, I]
        given = rand(batch, time, hidden); // [B, T, H]
    }

    [GlobalCleanup]
    public void Dispose()
    {
        stack.Dispose();
        input.Dispose();
        given.Dispose();
    }

    [Benchmark]
    public void Forward()
    {
        using var width = KernelPath.Force(Enum.Parse<KernelWidth>(Width));
        using var none = no_grad();
        using var scope = NewDisposeScope();
        stack.Run(input);
    }

    [Benchmark]
    public void ForwardBackward()
    {
        using var width = KernelPath.Force(Enum.Parse<KernelWidth>(Width));
        using var scope = NewDisposeScope();
        stack.zero_grad();
        stack.Run(input).Steps.backward([given]);
    }

    private (int Batch, int Time, int Features, int Hidden) Sizes() =>
        Shape.Split(' ').Select(int.Parse).ToArray() is [var batch, var time, var features, var hidden]
            ? (batch, time, features, hidden)
            : throw new InvalidOperationException($"Expected four sizes, found {Shape}.");
}
