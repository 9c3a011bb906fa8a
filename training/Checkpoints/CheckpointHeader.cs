using System.Text.Json.Serialization;
using Rnn.Onnx.Training.Data;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>All of a checkpoint but the numbers of its tensors, as it stands in the file.</summary>
internal sealed record CheckpointHeader
{
    public required CheckpointModel? Model { get; init; }

    public required TrainerOptions Options { get; init; }

    public required CheckpointData Data { get; init; }

    public required long Step { get; init; }

    public required IReadOnlyList<EpochResult> History { get; init; }

    public required IReadOnlyList<CheckpointTensor> Tensors { get; init; }

    public required IReadOnlyList<CheckpointPart> Parts { get; init; }
}

/// <summary>How much data a run reads: enough to notice other data.</summary>
internal sealed record CheckpointData(int TrainingRows, int TrainingBatches, int ValidationRows)
{
    public static CheckpointData Of(IBatchSource training, IBatchSource validation) =>
        new(training.Rows, training.BatchCount, validation.Rows);
}

/// <summary>A parameter or buffer of the model: name, element type and shape.</summary>
internal sealed record CheckpointTensor(string Name, string Type, IReadOnlyList<long> Shape)
{
    public override string ToString() => $"'{Name}' of {Type} [{string.Join(", ", Shape)}]";
}

/// <summary>A part of the file behind the header.</summary>
internal sealed record CheckpointPart(string Name, long Length, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(CheckpointHeader))]
[JsonSerializable(typeof(TrainerOptions))]
[JsonSerializable(typeof(IReadOnlyList<EpochResult>))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
