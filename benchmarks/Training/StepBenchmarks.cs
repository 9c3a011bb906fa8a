using BenchmarkDotNet.Attributes;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Optimization.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Training;

/// <summary>What a training step does beside the layers, on one thread: clipping the gradients and Adam, over the weights of a character model of 2 x 256.</summary>
public class StepBenchmarks
{
    private readonly TrainerOptions options = new();
    private LanguageModel model = null!;
    private OptimizerHelper optimizer = null!;
    private ClippedSteps steps = null!;

    [GlobalSetup]
    public void Make()
    {
        set_num_threads(1);
        model = new LanguageModel(
            new LanguageModelOptions
            {
                Vocabulary = 65,
                Embedding = 64,
                Recurrent = new RecurrentOptions { Hidden = 256, Layers = 2 },
            }
        );
        Parameter[] parameters = [.. model.parameters()];
        foreach (var parameter in parameters)
            parameter.grad = rand_like(parameter);
        optimizer = Optimizers.Create(options.Optimizer, parameters, options.LearningRate);
        steps = new ClippedSteps(parameters, optimizer, options);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
    }

    /// <summary>The norm of all gradients, the clipping and the step, over the tensors' own memory.</summary>
    [Benchmark]
    public void Fused()
    {
        using var scope = NewDisposeScope();
        steps.Measure();
        steps.Take(options.LearningRate);
    }

    /// <summary>The same by the tensor library.</summary>
    [Benchmark(Baseline = true)]
    public void TensorLibrary()
    {
        using var off = KernelPath.Force(KernelWidth.Off);
        using var scope = NewDisposeScope();
        steps.Measure();
        steps.Take(options.LearningRate);
    }
}
