using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>
/// What the steps of a decoder file read and write, bound once for a number of rows and lanes, N and K. The states lie in two
/// sets: what a step writes into one the next step reads from it.
/// </summary>
internal sealed class StepBuffers : IDisposable
{
    private static readonly string[] StateNames =
    [
        TranslationDecoderGraph.HiddenBefore,
        TranslationDecoderGraph.CellBefore,
        TranslationDecoderGraph.FeedBefore,
    ];

    private readonly SequenceModel decoder;
    private readonly RunOptions runOptions = new();
    private readonly List<IDisposable> owned = [];
    private readonly long[] ids; // [N, K]
    private readonly Memory<float>[][] states; // [2 sets][h, c and the attentional vector][N*K, ...]
    private readonly OrtIoBinding[] bindings;
    private int current;

    /// <summary>Binds the buffers.</summary>
    /// <param name="decoder">The decoder file.</param>
    /// <param name="sources">What every step reads of the sources: [N, S, ...] each.</param>
    /// <param name="rows">N.</param>
    /// <param name="lanes">K.</param>
    /// <param name="width">S.</param>
    public StepBuffers(SequenceModel decoder, IReadOnlyList<NamedTensor> sources, int rows, int lanes, int width)
    {
        this.decoder = decoder;
        var all = rows * lanes;
        ids = new long[all];
        var carried = States(decoder.File);
        states = [Set(), Set()];
        var inputs = sources.Select(source => (source.Name, Own(OrtTensors.ToOrt(source)))).ToList();
        inputs.Add((TranslationDecoderGraph.InputIds, Own(OrtValue.CreateTensorValueFromMemory(ids, [rows, lanes]))));
        var outputs = new List<(string, OrtValue)>();
        foreach (var output in decoder.File.Outputs)
        {
            if (output.Name == TranslationDecoderGraph.Logits)
                Logits = Answer(output.Name, output.Shape[^1].Value!.Value);
            else if (output.Name == TranslationDecoderGraph.Attention)
                Attention = Answer(output.Name, width);
        }
        OrtValue[][] values = [.. states.Select(set => set.Select((state, i) => Value(state, Shape(i))).ToArray())];
        bindings = [Bind(from: 0, to: 1), Bind(from: 1, to: 0)];

        Memory<float>[] Set() => [.. carried.Select(state => Rent(all * Size(state)))];

        long[] Shape(int state) => [all, .. carried[state].Shape.Skip(1).Select(dim => dim.Value!.Value)];

        Memory<float> Answer(string name, long size)
        {
            var memory = Rent(all * (int)size);
            outputs.Add((name, Value(memory, [rows, lanes, size])));
            return memory;
        }

        OrtIoBinding Bind(int from, int to)
        {
            var binding = Own(decoder.Session.CreateIoBinding());
            foreach (var (name, value) in inputs)
                binding.BindInput(name, value);
            foreach (var (name, value) in outputs)
                binding.BindOutput(name, value);
            for (var i = 0; i < carried.Count; i++)
            {
                binding.BindInput(carried[i].Name, values[from][i]);
                binding.BindOutput(carried[i].Name.Replace("_in", "_out", StringComparison.Ordinal), values[to][i]);
            }
            return binding;
        }
    }

    /// <summary>What may follow each lane [N * K, V], after a run.</summary>
    public Memory<float> Logits { get; }

    /// <summary>Where each lane looked [N * K, S], after a run; empty without attention.</summary>
    public Memory<float> Attention { get; }

    /// <summary>The states after the latest run.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> Current =>
        [.. states[current].Select(state => (ReadOnlyMemory<float>)state)];

    /// <summary>The inputs of a decoder file that its own outputs are fed to.</summary>
    public static IReadOnlyList<TensorInfo> States(ModelFile file) =>
        [.. file.Inputs.Where(input => StateNames.Contains(input.Name))];

    /// <summary>Numbers of a state in one lane.</summary>
    public static int Size(TensorInfo state) =>
        (int)state.Shape.Skip(1).Aggregate(1L, (size, dim) => size * dim.Value!.Value);

    /// <summary>Lets each lane go on from one of other buffers.</summary>
    /// <param name="parents">The number of that lane, among all rows [N * K].</param>
    /// <param name="from">The states of all lanes there.</param>
    public void Take(ReadOnlySpan<int> parents, IReadOnlyList<ReadOnlyMemory<float>> from) =>
        Copy(parents, from, states[current]);

    /// <summary>Lets each lane go on from another.</summary>
    /// <param name="parents">The number of that lane, among all rows [N * K].</param>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        var lane = 0;
        while (lane < parents.Length && parents[lane] == lane)
            lane++;
        if (lane == parents.Length)
            return;
        Copy(parents, Current, states[1 - current]);
        current = 1 - current;
    }

    /// <summary>Reads a token in each lane [N * K].</summary>
    /// <exception cref="InvalidInputException">The file can not be run.</exception>
    public void Run(ReadOnlySpan<long> tokens)
    {
        tokens.CopyTo(ids);
        try
        {
            decoder.Session.RunWithBinding(runOptions, bindings[current]);
        }
        catch (OnnxRuntimeException e)
        {
            throw decoder.Failed(e);
        }
        current = 1 - current;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What uses the memory goes before the memory.
        for (var i = owned.Count - 1; i >= 0; i--)
            owned[i].Dispose();
        runOptions.Dispose();
    }

    private static void Copy(ReadOnlySpan<int> parents, IReadOnlyList<ReadOnlyMemory<float>> from, Memory<float>[] to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var size = to[i].Length / parents.Length;
            for (var lane = 0; lane < parents.Length; lane++)
                from[i].Span.Slice(parents[lane] * size, size).CopyTo(to[i].Span[(lane * size)..]);
        }
    }

    private Memory<float> Rent(int size) => Own(MemoryPool<float>.Shared.Rent(size)).Memory[..size];

    private OrtValue Value(Memory<float> memory, long[] shape) =>
        Own(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape));

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        owned.Add(disposable);
        return disposable;
    }
}
