using BenchmarkDotNet.Attributes;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Training;

/// <summary>What a training step does beside the layers, on one thread: clipping the gradients and Adam, over the weights of a character model of 2 x 256.</summary>
public class StepBenchmarks
{
    private readonly TrainerOptions options = new();
    private LanguageModel model = null!;
    private Parameter[] parameters = [];
    private OptimizerHelper optimizer = null!;

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
        parameters = [.. model.parameters()];
        foreach (var parameter in parameters)
            parameter.grad = rand_like(parameter);
        optimizer = Optimizers.Create(options.Optimizer, parameters, options.LearningRate);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
    }

    [Benchmark]
    public double Clip()
    {
        using var scope = NewDisposeScope();
        return Gradients.Clip(parameters, options);
    }

    [Benchmark]
    public void Adam()
    {
        using var scope = NewDisposeScope();
        optimizer.step();
    }
}
