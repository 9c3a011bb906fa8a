using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference.Generation;

/// <summary>
/// A language model file that carries its states, run over tokens of one text. The states lie in two sets of buffers, bound
/// once: what a run writes into one the next run reads from it. For one thread at a time.
/// </summary>
internal sealed class StepModel : IDisposable
{
    private const string Ids = "ids";
    private const string Logits = "logits";

    private readonly SequenceModel model;
    private readonly RunOptions runOptions = new();
    private readonly string[] inputs;
    private readonly string[] outputs;
    private readonly float[][][] states; // [2 sets][h and c][L*H]
    private readonly OrtValue[][] values;
    private readonly OrtIoBinding[] bindings;
    private readonly long[] id = new long[1];
    private readonly float[] logits;
    private readonly float[][] initial;
    private int current;

    /// <summary>Binds the buffers.</summary>
    /// <exception cref="InvalidInputException">The file is no language model with states.</exception>
    public StepModel(SequenceModel model)
    {
        this.model = model;
        TensorInfo[] carried = [.. model.File.Inputs.Where(input => input.Name is "h_in" or "c_in")];
        var answer = model.File.Outputs.FirstOrDefault(output => output.Name == Logits);
        if (carried.Length == 0 || answer?.Shape[^1].Value is not { } vocabulary)
            throw new InvalidInputException(
                $"Model '{model.Name}': expected a language model with states, {Ids} and h_in to {Logits} and h_out, found {string.Join(", ", model.File.Inputs)} -> {string.Join(", ", model.File.Outputs)}."
            );
        inputs = [.. carried.Select(input => input.Name)];
        outputs = [.. inputs.Select(name => name.Replace("_in", "_out", StringComparison.Ordinal))];
        logits = new float[vocabulary];
        long[][] shapes =
        [
            .. carried.Select(input => (long[])[1, .. input.Shape.Skip(1).Select(dim => dim.Value!.Value)]),
        ];
        initial = InitialStates.Read(model.File, [.. shapes.Select(shape => (int)shape.Aggregate((a, b) => a * b))]);
        states =
        [
            [.. initial.Select(state => state.ToArray())],
            [.. initial.Select(state => new float[state.Length])],
        ];
        values =
        [
            .. states.Select(set =>
                set.Zip(shapes, (state, shape) => OrtValue.CreateTensorValueFromMemory(state, shape)).ToArray()
            ),
            [
                OrtValue.CreateTensorValueFromMemory(id, [1, 1]),
                OrtValue.CreateTensorValueFromMemory(logits, [1, 1, vocabulary]),
            ],
        ];
        bindings = [Bind(from: 0, to: 1), Bind(from: 1, to: 0)];
    }

    /// <summary>V.</summary>
    public int Vocabulary => logits.Length;

    /// <summary>The states after what was read; changed by the next run.</summary>
    public IReadOnlyList<float[]> States => states[current];

    /// <summary>Reads one token.</summary>
    /// <returns>The logits of what may follow [V], the caller's until the next run.</returns>
    public Span<float> Step(int token)
    {
        id[0] = token;
        Run(() => model.Session.RunWithBinding(runOptions, bindings[current]));
        current = 1 - current;
        return logits;
    }

    /// <summary>Reads some tokens at once.</summary>
    public void Read(ReadOnlySpan<int> tokens, CancellationToken cancel)
    {
        if (tokens.Length == 0)
            return;
        var ids = new long[tokens.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = tokens[i];
        using var text = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using (cancel.Register(() => runOptions.Terminate = true))
        {
            try
            {
                Run(() =>
                    model.Session.Run(
                        runOptions,
                        [Ids, .. inputs],
                        [text, .. values[current]],
                        outputs,
                        values[1 - current]
                    )
                );
            }
            catch (InvalidInputException) when (cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancel);
            }
            finally
            {
                runOptions.Terminate = false;
            }
        }
        current = 1 - current;
    }

    /// <summary>Takes states up again; those of no tokens where there are none.</summary>
    public void Restore(IReadOnlyList<float[]>? earlier)
    {
        earlier ??= initial;
        for (var i = 0; i < earlier.Count; i++)
            earlier[i].CopyTo(states[current][i].AsSpan());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var binding in bindings)
            binding.Dispose();
        foreach (var value in values.SelectMany(set => set))
            value.Dispose();
        runOptions.Dispose();
    }

    private OrtIoBinding Bind(int from, int to)
    {
        var binding = model.Session.CreateIoBinding();
        binding.BindInput(Ids, values[2][0]);
        binding.BindOutput(Logits, values[2][1]);
        for (var i = 0; i < inputs.Length; i++)
        {
            binding.BindInput(inputs[i], values[from][i]);
            binding.BindOutput(outputs[i], values[to][i]);
        }
        return binding;
    }

    private void Run(Action run)
    {
        try
        {
            run();
        }
        catch (OnnxRuntimeException e)
        {
            throw model.Failed(e);
        }
    }
}
