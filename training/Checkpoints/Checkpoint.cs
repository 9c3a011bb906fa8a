using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>A run as it stood at the end of an epoch: weights, the best weights, optimizer, random state, history and options.</summary>
public sealed class Checkpoint
{
    /// <summary>Name of the file in its folder.</summary>
    public const string FileName = "training.checkpoint";

    private const string Weights = "weights";
    private const string BestOnes = "best-weights";
    private const string Optimizer = "optimizer";
    private const string AverageOnes = "averaged-weights";
    private const string RandomState = "random-state";

    private readonly CheckpointHeader header;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> parts;

    private Checkpoint(string path, CheckpointHeader header, Dictionary<string, ReadOnlyMemory<byte>> parts)
    {
        Path = path;
        this.header = header;
        this.parts = parts;
    }

    /// <summary>The file it was read from.</summary>
    public string Path { get; }

    /// <summary>What is said about the model; null where the run did not say.</summary>
    public CheckpointModel? Model => header.Model;

    /// <summary>How the run trains.</summary>
    public TrainerOptions Options => header.Options;

    /// <summary>Every epoch that was done, in order; at least one.</summary>
    public IReadOnlyList<EpochResult> History => header.History;

    /// <summary>The epoch of the lowest validation loss, whose weights an export takes.</summary>
    public EpochResult Best =>
        header.History.Aggregate((best, epoch) => header.Options.IsBetter(epoch, best) ? epoch : best);

    internal CheckpointHeader Header => header;

    /// <summary>Reads a checkpoint and checks every hash in it.</summary>
    /// <param name="path">The file, or the folder it stands in.</param>
    /// <exception cref="InvalidInputException">There is none, or it is foreign, of another version, cut short or damaged.</exception>
    public static Checkpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Directory.Exists(path) ? System.IO.Path.Combine(path, FileName) : path;
        var (header, parts) = CheckpointFormat.Read(Bytes(file), file);
        foreach (var name in new[] { Weights, BestOnes, Optimizer, RandomState })
        {
            if (!parts.ContainsKey(name))
                throw CheckpointFormat.Wrong(file, $"expected a part {name}, found none");
        }
        if (header.History.Count == 0 || header.History.Where((epoch, i) => epoch.Epoch != i + 1).Any())
            throw CheckpointFormat.Wrong(file, $"expected a history of epochs from 1, found another");
        header.Options.Validate();
        return new Checkpoint(file, header, parts);
    }

    /// <summary>Puts the best weights into a module that was built as <see cref="Model"/> says.</summary>
    /// <exception cref="InvalidInputException">The module's tensors are others.</exception>
    public void RestoreBest(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Restore(BestOnes, module.state_dict());
    }

    /// <summary>The run as it stands, as the bytes of a file.</summary>
    internal static byte[] Of(TrainingState state, CheckpointHeader header)
    {
        var tensors = state.Model.state_dict();
        return CheckpointFormat.Write(
            header with
            {
                Step = state.Step,
                History = state.History,
                Tensors = TensorParts.Describe(tensors),
            },
            [
                (Weights, TensorParts.Write(tensors.Values)),
                (BestOnes, TensorParts.Write(tensors.Keys.Select(name => state.BestWeights[name]))),
                (Optimizer, OptimizerPart.Write(state.Optimizer)),
                (RandomState, RandomPart.Write()),
                .. Averages(state),
            ]
        );
    }

    /// <summary>Brings a run that has just begun to where this one stood.</summary>
    internal void Resume(TrainingState state)
    {
        var tensors = state.Model.state_dict();
        Restore(BestOnes, tensors);
        state.BestWeights.Keep(state.Model);
        Restore(Weights, tensors);
        OptimizerPart.Read(parts[Optimizer].Span, state, Path);
        if (state.Average is { } average)
            TensorParts.Read(parts.GetValueOrDefault(AverageOnes).Span, average.Tensors, AverageOnes, Path);
        RandomPart.Read(parts[RandomState].Span, Path);
        state.Step = header.Step;
        state.Enter(header.History);
    }

    private static (string Name, byte[] Content)[] Averages(TrainingState state) =>
        state.Average is { } average ? [(AverageOnes, TensorParts.Write(average.Tensors.Values))] : [];

    private void Restore(string part, Dictionary<string, Tensor> tensors)
    {
        TensorParts.RequireSame(header.Tensors, tensors, Path);
        TensorParts.Read(parts[part].Span, tensors, part, Path);
    }

    private static byte[] Bytes(string file)
    {
        if (!File.Exists(file))
            throw CheckpointFormat.Wrong(file, $"expected a file, found none");
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CheckpointFormat.Wrong(file, $"expected a readable file, found: {e.Message.TrimEnd('.')}", e);
        }
    }
}
