using System.CommandLine;
using Rnn.Onnx.Models;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Optimization;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli;

/// <summary>The options by which every verb trains.</summary>
internal sealed class TrainingOptions
{
    private static readonly Dictionary<string, OptimizerKind> Optimizers = new(StringComparer.Ordinal)
    {
        ["adam"] = OptimizerKind.Adam,
        ["adamw"] = OptimizerKind.AdamW,
        ["sgd"] = OptimizerKind.Sgd,
        ["rmsprop"] = OptimizerKind.RmsProp,
    };

    private static readonly Dictionary<string, ScheduleKind> Schedules = new(StringComparer.Ordinal)
    {
        ["constant"] = ScheduleKind.Constant,
        ["plateau"] = ScheduleKind.Plateau,
        ["cosine"] = ScheduleKind.Cosine,
        ["one-cycle"] = ScheduleKind.OneCycle,
        ["step"] = ScheduleKind.Step,
        ["exponential"] = ScheduleKind.Exponential,
    };

    private static readonly Dictionary<string, TrainingDevice> Devices = new(StringComparer.Ordinal)
    {
        ["auto"] = TrainingDevice.Auto,
        ["cpu"] = TrainingDevice.Cpu,
        ["cuda"] = TrainingDevice.Cuda,
    };

    private readonly TrainerOptions defaults;
    private readonly Option<int> epochs;
    private readonly Option<int> batchSize;
    private readonly Option<int> accumulate;
    private readonly Option<double> learningRate;
    private readonly Option<string> optimizer;
    private readonly Option<double> weightDecay;
    private readonly Option<double> clipNorm;
    private readonly Option<double> clipValue;
    private readonly Option<string> schedule;
    private readonly Option<int> warmup;
    private readonly Option<double> weightAverage;
    private readonly Option<int> patience;
    private readonly Option<string> device;
    private readonly Option<int> seed;
    private readonly Option<int?> threads = new("--threads")
    {
        Description = "Threads of training; all cores by default.",
    };

    private readonly Option<string?> checkpoint = new(StoppedRun.Checkpoint)
    {
        Description =
            "A folder for the checkpoint and the history of the run, written after every epoch; without it a run that is stopped leaves one beside its output.",
    };

    private readonly Option<bool> resume = new("--resume")
    {
        Description = "Go on from the checkpoint of the run that was stopped.",
    };

    /// <summary>The options with the defaults of a verb.</summary>
    public TrainingOptions(TrainerOptions defaults)
    {
        this.defaults = defaults;
        epochs = Value("--epochs", "Passes over the data at the most.", defaults.Epochs);
        batchSize = Value("--batch-size", "Rows of a batch.", defaults.BatchSize);
        accumulate = Value("--accumulate", "Batches whose gradients make one step.", defaults.Accumulate);
        learningRate = Value("--learning-rate", "Highest learning rate.", defaults.LearningRate);
        optimizer = Word("--optimizer", "How gradients become steps", Optimizers, defaults.Optimizer.Kind);
        weightDecay = Value("--weight-decay", "Weight decay.", defaults.Optimizer.WeightDecay);
        clipNorm = Value("--clip-norm", "Largest norm of all gradients together; 0: any.", defaults.ClipNorm);
        clipValue = Value("--clip-value", "Largest value in a gradient; 0: any.", defaults.ClipValue);
        schedule = Word("--schedule", "How the learning rate goes over the run", Schedules, defaults.Schedule.Kind);
        warmup = Value("--warmup", "Steps over which the learning rate rises.", defaults.Schedule.WarmupSteps);
        weightAverage = Value(
            "--weight-average",
            "Decay of a running average of the weights, which is what is kept; 0: none.",
            defaults.WeightAverage
        );
        patience = Value("--patience", "Epochs without progress before it ends.", defaults.Patience);
        device = Word("--device", "Where it trains", Devices, defaults.Device);
        seed = Value("--seed", "Same seed, same machine, same threads: same file.", defaults.Seed);
    }

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[]
            {
                epochs,
                batchSize,
                accumulate,
                learningRate,
                optimizer,
                weightDecay,
                clipNorm,
                clipValue,
                schedule,
                warmup,
                weightAverage,
                patience,
                device,
                seed,
                threads,
                checkpoint,
                resume,
            }
        )
        {
            command.Add(option);
        }
    }

    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TrainerOptions Read(ParseResult parsed) =>
        (
            defaults with
            {
                Epochs = parsed.GetValue(epochs),
                BatchSize = parsed.GetValue(batchSize),
                Accumulate = parsed.GetValue(accumulate),
                LearningRate = parsed.GetValue(learningRate),
                Optimizer = defaults.Optimizer with
                {
                    Kind = Optimizers[parsed.GetRequiredValue(optimizer)],
                    WeightDecay = parsed.GetValue(weightDecay),
                },
                Schedule = defaults.Schedule with
                {
                    Kind = Schedules[parsed.GetRequiredValue(schedule)],
                    WarmupSteps = parsed.GetValue(warmup),
                },
                ClipNorm = parsed.GetValue(clipNorm),
                ClipValue = parsed.GetValue(clipValue),
                WeightAverage = parsed.GetValue(weightAverage),
                Patience = parsed.GetValue(patience),
                Device = Devices[parsed.GetRequiredValue(device)],
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Checkpoint = ReadCheckpoint(parsed),
            }
        ).Validate();

    private CheckpointOptions ReadCheckpoint(ParseResult parsed) =>
        parsed.GetValue(checkpoint) is { } folder
            ? new CheckpointOptions { Folder = folder, Resume = parsed.GetValue(resume) }
            : StoppedRun.Options(parsed, parsed.GetValue(resume));
}
