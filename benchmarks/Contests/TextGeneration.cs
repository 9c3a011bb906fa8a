using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Generation;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// Characters a second of a character model, two LSTM layers of 256 units, one thread: the generator's graph, the loop of
/// <see cref="TextGenerator"/> over the graph with states, and a loop in PyTorch. They take turns in short rounds and are
/// measured in processor time, so that whatever else the machine does hits all alike; medians count.
/// </summary>
internal static class TextGeneration
{
    private const int Length = 500;
    private const int Rounds = 41;
    private const int Embedding = 64;
    private const int Hidden = 256;
    private const string Prompt = "ROMEO:";

    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };

    public static void Run()
    {
        var text = RandomLanguageModels.Characters;
        var weights = RandomLanguageModels.Create(text, hidden: Hidden, embedding: Embedding);
        using var graph = SequenceModel.From(RandomLanguageModels.GeneratorFile(weights, text), "generator", Cpu);
        using var step = SequenceModel.From(RandomLanguageModels.StepFile(weights, text), "step", Cpu);
        var script = Path.Combine(AppContext.BaseDirectory, "Contests", "generation_loop.py");
        string[] sizes = [$"{text.Vocabulary.Count}", $"{Embedding}", $"{Hidden}"];
        using var torch = PeerProcess.Python(script, sizes);

        foreach (var way in new[] { "greedy", "sampled" })
        {
            var options = new GenerationOptions
            {
                Length = Length,
                Temperature = way == "greedy" ? 0 : 0.8f,
                TopK = 40,
                TopP = 0.95f,
            };
            var times = new List<(double Graph, double Loop, double Torch)>();
            for (var round = 0; round < Rounds; round++)
            {
                times.Add(
                    (
                        Seconds(() => graph.Run(Inputs(options with { Seed = round }))),
                        Seconds(() => Loop(step, options with { Seed = round })),
                        torch?.Ask($"{way} {Length}") ?? double.NaN
                    )
                );
            }
            var ours = Median(times.Select(time => time.Graph));
            var loop = Median(times.Select(time => time.Loop));
            var peer = Median(times.Select(time => time.Torch));
            Console.WriteLine(
                FormattableString.Invariant(
                    $"Contest {way, -7}  us a character: graph {ours:F1}, C# loop {loop:F1}, PyTorch {peer:F1}; the graph's speed over the C# loop's {loop / ours:F2}, over PyTorch's {peer / ours:F2}"
                )
            );
        }
    }

    private static void Loop(SequenceModel step, GenerationOptions options)
    {
        using var generator = new TextGenerator(step);
        generator.Generate(Prompt, options);
    }

    private static NamedTensor[] Inputs(GenerationOptions options) =>
        [
            NamedTensor.Of("prompt", [Prompt], 1, 1),
            NamedTensor.Of("length", [(long)options.Length], 1),
            NamedTensor.Of("temperature", [options.Temperature], 1),
            NamedTensor.Of("top_k", [options.TopK], 1),
            NamedTensor.Of("top_p", [options.TopP], 1),
            NamedTensor.Of("seed", [options.Seed], 1),
        ];

    // Of the processor, not of the clock: what other programs do meanwhile does not count. All contestants have one thread.
    private static double Seconds(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    // Microseconds a character.
    private static double Median(IEnumerable<double> seconds) => seconds.Order().ElementAt(Rounds / 2) / Length * 1e6;
}
