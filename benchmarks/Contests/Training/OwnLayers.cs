using System.Diagnostics;
using System.Globalization;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>This library's side of the contests of layers; <c>layers.py</c> is PyTorch's, and says what is asked.</summary>
internal static class OwnLayers
{
    private static readonly string[] Parameters = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];

    private static readonly Dictionary<string, Work> Works = [];

    public static string Answer(string[] question) =>
        question switch
        {
            ["about"] => FormattableString.Invariant(
                $"Rnn.Onnx, {get_num_threads()} threads, kernels {KernelPath.Current}"
            ),
            ["settings"] => "fused unfused",
            ["make", var setting, .. var words] => Make(setting, words),
            ["gradients", var setting, var path] => Gradients(Works[setting], path),
            ["time", var setting, var count] => Time(Works[setting], Number(count)),
            ["memory", var setting, .. var words] => Memory(setting, words),
            ["peak", var size] => Peak(Number(size)),
            _ => throw new ArgumentException($"Unknown question '{string.Join(' ', question)}'.", nameof(question)),
        };

    // The folder comes last; "-" makes up the numbers.
    private static string Make(string setting, string[] words)
    {
        if (Works.Remove(setting, out var before))
            before.Dispose();
        Works[setting] = new Work(Layer.Of(words.AsSpan()[..^1]), setting == "fused", words[^1]);
        return "made";
    }

    private static string Gradients(Work work, string path)
    {
        work.Step();
        RawFile.Write(path, work.Gradients());
        return "written";
    }

    private static string Time(Work work, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var step = 0; step < count; step++)
            work.Step();
        return Text(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // A small layer of the kind, large enough for all threads, brings libraries and code into memory first.
    private static string Memory(string setting, string[] words)
    {
        using (var small = new Work(Layer.Of(words) with { Batch = 16, Time = 20, Features = 3, Hidden = 64 }, setting))
        {
            for (var step = 0; step < 100; step++)
                small.Step();
        }
        var peak = ProcessMemory.PeakOf(() =>
        {
            using var work = new Work(Layer.Of(words), setting);
            for (var step = 0; step < 5; step++)
                work.Step();
        });
        return peak.ToString(CultureInfo.InvariantCulture);
    }

    private static string Peak(int size)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (rand(size, size), rand(size, size)); // [size, size]
        a.mm(b).Dispose();
        var start = Stopwatch.GetTimestamp();
        a.mm(b).Dispose();
        return Text(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static string Text(double seconds) => seconds.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A layer with its input and the gradient of its output.</summary>
    private sealed class Work : IDisposable
    {
        private readonly RecurrentStack stack;
        private readonly Tensor input;
        private readonly Tensor given;
        private readonly bool inputGradient;

        public Work(Layer layer, string setting)
            : this(layer, setting == "fused", "-") { }

        public Work(Layer layer, bool fused, string folder)
        {
            stack = new RecurrentStack(
                new RecurrentOptions
                {
                    Cell = layer.Cell switch
                    {
                        "lstm" => CellKind.Lstm,
                        "gru" => CellKind.Gru,
                        _ => CellKind.ElmanTanh,
                    },
                    Features = layer.Features,
                    Hidden = layer.Hidden,
                    FusedKernels = fused,
                }
            );
            input = Values("x", folder, layer.Batch, layer.Time, layer.Features); // [B, T, I]
            given = Values("g", folder, layer.Batch, layer.Time, layer.Hidden); // [B, T, H]
            inputGradient = layer.InputGradient;
            input.requires_grad = inputGradient;
            if (folder != "-")
                ReadWeights(folder);
        }

        /// <summary>What a training step does with a layer: forward, backward, gradients that begin at nothing.</summary>
        public void Step()
        {
            using var scope = NewDisposeScope();
            stack.zero_grad();
            if (inputGradient)
                input.grad = null;
            stack.Run(input).Steps.backward([given]);
        }

        /// <summary>The gradients of weights and biases, and of the input where it is asked for.</summary>
        public float[] Gradients()
        {
            using var scope = NewDisposeScope();
            var gradients = Parameters.Select(name => stack.Layers[0].Find(name, 0)!.grad!).ToList();
            if (inputGradient)
                gradients.Add(input.grad!);
            return [.. gradients.SelectMany(gradient => gradient.contiguous().data<float>().ToArray())];
        }

        private void ReadWeights(string folder)
        {
            using var none = no_grad();
            using var scope = NewDisposeScope();
            foreach (var name in Parameters)
            {
                var weight = stack.Layers[0].Find(name, 0)!;
                weight.copy_(Values(name, folder, weight.shape));
            }
        }

        private static Tensor Values(string name, string folder, params long[] shape) =>
            folder == "-" ? rand(shape) : tensor(RawFile.Read<float>(Path.Combine(folder, name))).view(shape);

        public void Dispose()
        {
            stack.Dispose();
            input.Dispose();
            given.Dispose();
        }
    }
}
