using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Data;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>The folder of a run: its checkpoint, and its history for people and other programs.</summary>
internal sealed class CheckpointFolder
{
    private readonly CheckpointOptions settings;
    private readonly CheckpointHeader header;
    private readonly string file;
    private readonly Checkpoint? former;
    private (byte[] Checkpoint, EpochResult[] History)? last;

    private CheckpointFolder(CheckpointOptions settings, CheckpointHeader header)
    {
        this.settings = settings;
        this.header = header;
        file = Path.Combine(settings.Folder, Checkpoint.FileName);
        if (settings.Resume)
            former = Checkpoint.Open(file);
        else if (File.Exists(file))
            throw new InvalidInputException(
                $"Option checkpoint: expected a folder without a checkpoint, found '{file}': resume it, or name another folder."
            );
        ResumeRules.Require(former, header);
        if (!settings.OnlyWhenStopped)
            CreateFolder();
    }

    /// <summary>The folder of the options; null where they name none.</summary>
    /// <exception cref="InvalidInputException">
    /// There is a checkpoint that is not to be resumed, or none that can be, or the folder can not be made.
    /// </exception>
    public static CheckpointFolder? Open(
        TrainerOptions options,
        CheckpointModel? model,
        IBatchSource training,
        IBatchSource validation
    ) =>
        options.Checkpoint is not { } settings
            ? null
            : new CheckpointFolder(
                settings,
                new CheckpointHeader
                {
                    Model = model,
                    Options = options with { Checkpoint = null },
                    Data = CheckpointData.Of(training, validation),
                    Step = 0,
                    History = [],
                    Tensors = [],
                    Parts = [],
                }
            );

    /// <summary>Brings a run that has just begun to where the folder's checkpoint stands, if it is to be resumed.</summary>
    public void Resume(TrainingState state) => former?.Resume(state);

    /// <summary>Writes the history, and the checkpoint when it is due or the run is over; or keeps both until it is stopped.</summary>
    public void Save(TrainingState state, bool isOver)
    {
        var isDue = isOver || state.Epoch % settings.EveryEpochs == 0;
        if (settings.OnlyWhenStopped)
        {
            if (isDue)
                last = (Checkpoint.Of(state, header), [.. state.History]);
            return;
        }
        if (isDue)
            AtomicFile.WriteAllBytes(file, Checkpoint.Of(state, header));
        HistoryFiles.Write(settings.Folder, state.History);
    }

    /// <summary>What a cancelled run ends with: where it can go on.</summary>
    public TrainingStoppedException Stopped(int epochs, OperationCanceledException inner)
    {
        if (last is { } kept)
        {
            CreateFolder();
            AtomicFile.WriteAllBytes(file, kept.Checkpoint);
            HistoryFiles.Write(settings.Folder, kept.History);
        }
        return new TrainingStoppedException(settings.Folder, epochs - epochs % settings.EveryEpochs, inner);
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(settings.Folder);
            // What a run that was killed while it wrote has left behind.
            foreach (var name in new[] { Checkpoint.FileName, HistoryFiles.Json, HistoryFiles.Csv })
            foreach (var half in Directory.EnumerateFiles(settings.Folder, $".{name}.*"))
                File.Delete(half);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Option checkpoint: expected a folder that can be written, found '{settings.Folder}': {e.Message}",
                e
            );
        }
    }
}
