using Microsoft.ML;

namespace Rnn.Onnx.Pipelines;

/// <summary>What trainers of taggers and translators extend: <c>mlContext.Sequences().Trainers</c>.</summary>
public sealed class SequenceTrainers
{
    internal SequenceTrainers(MLContext context) => Context = context;

    internal MLContext Context { get; }
}
