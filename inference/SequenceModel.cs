using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference;

/// <summary>
/// A model file loaded into ONNX Runtime, with its card. Safe for concurrent calls. A row's answer does not depend on what
/// else is in the batch.
/// </summary>
/// <remarks>
/// For files of this library on the CPU that holds to the last bit, among rows of as many steps: the graph sums rows by matrix
/// products, which add every row alike, and a lone row of a plain recurrent layer (operator RNN), whose kernel adds a single
/// row in another order, is run beside a copy of itself. Padded to more steps and given its length, a row may differ in
/// the last bits; so may rows on a GPU, whose libraries choose their kernels by the size of the batch. In a decoder of hand-written or normalized cells, a loop within a loop, a
/// lone row may differ by 2e-4 of the largest value, which normalized cells make of a last bit.
/// </remarks>
public sealed class SequenceModel : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private volatile bool disposed;

    private SequenceModel(ModelFile file, byte[] bytes, string name, SessionSettings settings)
    {
        File = file;
        Card = file.Card;
        Name = name;
        (session, Provider, Fallback) = Open(bytes, name, settings.Validate());
        // The kernel of the plain recurrent operator sums in another order when a batch has a single row: such a row is
        // scored together with a copy of itself.
        MinimumRows = file.Uses("RNN") ? 2 : 1;
    }

    /// <summary>The file's content: inputs, outputs, metadata.</summary>
    public ModelFile File { get; }

    /// <summary>The model card; null in a file that did not come from this library.</summary>
    public ModelCard? Card { get; }

    /// <summary>Where it runs: CPU or CUDA.</summary>
    public string Provider { get; }

    /// <summary>Why it runs on the CPU although <see cref="Device.Auto"/> looked for a CUDA device; null where that is not so.</summary>
    public string? Fallback { get; }

    /// <summary>Version of the ONNX Runtime in use.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>How errors name it.</summary>
    internal string Name { get; }

    internal InferenceSession Session => session;

    private int MinimumRows { get; }

    /// <summary>Opens a file and loads it.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="settings">Device and threads; automatic and one by default.</param>
    /// <exception cref="InvalidInputException">The file is missing or no model that ONNX Runtime can run.</exception>
    public static SequenceModel Load(string path, SessionSettings? settings = null) =>
        new(ModelFile.Open(path, out var bytes), bytes, path, settings ?? new SessionSettings());

    /// <summary>Loads a model that is in memory.</summary>
    /// <param name="file">The model.</param>
    /// <param name="name">How errors name it.</param>
    /// <param name="settings">Device and threads; automatic and one by default.</param>
    /// <exception cref="InvalidInputException">ONNX Runtime can not run it.</exception>
    public static SequenceModel From(ModelFile file, string name, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file, file.ToBytes(), name, settings ?? new SessionSettings());
    }

    /// <summary>Runs the graph once and returns all outputs in the file's order.</summary>
    /// <exception cref="InvalidInputException">An input is missing, unknown, or not of the type and shape declared.</exception>
    public IReadOnlyList<NamedTensor> Run(params IReadOnlyList<NamedTensor> inputs) => Run(inputs, runOptions);

    /// <summary>Runs the graph once and returns all outputs in the file's order.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="cancel">Stops the run between two nodes, in the bodies of loops as well.</param>
    /// <exception cref="InvalidInputException">An input is missing, unknown, or not of the type and shape declared.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<NamedTensor> Run(IReadOnlyList<NamedTensor> inputs, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var stoppable = new RunOptions();
        using var registration = cancel.Register(() => stoppable.Terminate = true);
        try
        {
            return Run(inputs, stoppable);
        }
        catch (InvalidInputException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
    }

    /// <summary>
    /// Scores rows of equal length through the first input and the first output, both float, without copying: inputs
    /// [rows, ...] in, [rows, ...] out.
    /// </summary>
    /// <param name="inputs">The rows, one after the other.</param>
    /// <param name="inputShape">Their shape; its first dimension is the number of rows.</param>
    /// <param name="outputs">Where the answers go.</param>
    /// <param name="outputShape">The shape of the answers; its first dimension is the number of rows.</param>
    public void Score(Memory<float> inputs, long[] inputShape, Memory<float> outputs, long[] outputShape) =>
        Score(
            [new BoundRows<float>(File.Inputs[0].Name, inputs, inputShape)],
            [new BoundRows<float>(File.Outputs[0].Name, outputs, outputShape)]
        );

    /// <summary>Scores rows through any inputs and outputs, numbers without copying.</summary>
    /// <param name="inputs">All inputs of the model that have no default, with equally many rows.</param>
    /// <param name="outputs">Where the answers go: some or all outputs.</param>
    /// <exception cref="InvalidInputException">A name, type or shape is not what the model declares.</exception>
    public void Score(IReadOnlyList<BoundRows> inputs, IReadOnlyList<BoundRows> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        // The runtime would end the process on it; a prediction engine disposes the transformer it was made of.
        ObjectDisposedException.ThrowIf(disposed, this);
        InputCheck.RequireRows(Name, inputs);
        if (inputs[0].Rows < MinimumRows)
        {
            BoundRows[] twice = [.. outputs.Select(output => output.Twice())];
            Score([.. inputs.Select(input => input.Twice())], twice);
            foreach (var (output, answer) in outputs.Zip(twice))
                output.TakeHalf(answer);
            return;
        }
        var values = new List<OrtValue>(inputs.Count + outputs.Count);
        try
        {
            foreach (var rows in inputs)
                values.Add(rows.ToOrt());
            foreach (var rows in outputs)
                values.Add(rows.ToOrtOutput());
            session.Run(
                runOptions,
                [.. inputs.Select(input => input.Name)],
                values.GetRange(0, inputs.Count),
                [.. outputs.Select(output => output.Name)],
                values.GetRange(inputs.Count, outputs.Count)
            );
            foreach (var (output, value) in outputs.Zip(values.Skip(inputs.Count)))
                output.Take(value);
        }
        catch (OnnxRuntimeException e)
        {
            throw Failed(e);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        session.Dispose();
        runOptions.Dispose();
    }

    internal InvalidInputException Failed(OnnxRuntimeException e) =>
        new($"Model '{Name}': ONNX Runtime could not run it: {ExecutionProviders.FirstLine(e.Message)}.", e);

    private IReadOnlyList<NamedTensor> Run(IReadOnlyList<NamedTensor> inputs, RunOptions run)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ObjectDisposedException.ThrowIf(disposed, this);
        InputCheck.Check(Name, File.Inputs, inputs);
        if (MinimumRows > 1 && LoneRow.Is(inputs, File.Inputs))
            return LoneRow.Half(Run(LoneRow.Twice(inputs, File.Inputs), run));
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            foreach (var input in inputs)
                values.Add(OrtTensors.ToOrt(input));
            var outputs = File.Outputs.Select(o => o.Name).ToArray();
            using var results = session.Run(run, inputs.Select(i => i.Name).ToArray(), values, outputs);
            return outputs.Zip(results, OrtTensors.FromOrt).ToArray();
        }
        catch (OnnxRuntimeException e)
        {
            throw Failed(e);
        }
        finally
        {
            values.ForEach(v => v.Dispose());
        }
    }

    private static (InferenceSession Session, string Provider, string? Fallback) Open(
        byte[] bytes,
        string name,
        SessionSettings settings
    )
    {
        var (options, provider, fallback) = ExecutionProviders.For(settings);
        using (options)
        {
            try
            {
                return (new InferenceSession(bytes, options), provider, fallback);
            }
            // A runtime built for CUDA may find no working device only now.
            catch (OnnxRuntimeException e) when (provider == ExecutionProviders.Cuda && settings.Device == Device.Auto)
            {
                var (cpu, cpuProvider, _) = Open(bytes, name, settings with { Device = Device.Cpu });
                return (cpu, cpuProvider, ExecutionProviders.FirstLine(e.Message));
            }
            catch (OnnxRuntimeException e)
            {
                throw new InvalidInputException(
                    $"Model '{name}': ONNX Runtime can not load it: {ExecutionProviders.FirstLine(e.Message)}.",
                    e
                );
            }
        }
    }
}
