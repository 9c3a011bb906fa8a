using System.Buffers.Binary;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>
/// Between an optimizer and the bytes of its state: for each parameter the number of its steps (int64), that of its
/// tensors (a byte), and their numbers. The library's own form of it (save_state_dict) names types and shapes that its
/// reader believes, so that a wrong file can end the process.
/// </summary>
internal static class OptimizerPart
{
    private const int StepBytes = sizeof(long);

    public static byte[] Write(OptimizerHelper optimizer)
    {
        using var bytes = new MemoryStream();
        Span<byte> head = stackalloc byte[StepBytes + 1];
        foreach (var state in optimizer.state_dict().State)
        {
            var (step, tensors) = Read(state);
            BinaryPrimitives.WriteInt64LittleEndian(head, step);
            head[StepBytes] = (byte)tensors.Length;
            bytes.Write(head);
            bytes.Write(TensorParts.Write(tensors));
        }
        return bytes.ToArray();
    }

    /// <summary>Takes over the state of an optimizer of the same kind over parameters of the same shapes.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">The bytes are no such state.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, TrainingState run, string path)
    {
        var states = run.Optimizer.state_dict().State;
        foreach (var (state, parameter) in states.Zip(run.Parameters))
        {
            if (bytes.Length < StepBytes + 1)
                throw Other(path);
            var step = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var tensors = Enter(state, step, count: bytes[StepBytes], parameter);
            bytes = bytes[(StepBytes + 1)..];
            var size = tensors?.Sum(tensor => tensor.numel() * tensor.ElementSize);
            if (size is null || step < 0 || size > bytes.Length)
                throw Other(path);
            TensorParts.Read(bytes[..(int)size], tensors!);
            bytes = bytes[(int)size..];
        }
        if (!bytes.IsEmpty)
            throw Other(path);
    }

    private static (long Step, Tensor[] Tensors) Read(OptimizerState state) =>
        state switch
        {
            Adam.State s => (s.step, [s.exp_avg, s.exp_avg_sq]),
            AdamW.State s => (s.step, [s.exp_avg, s.exp_avg_sq]),
            RMSProp.State s => (s.step, [s.square_avg]),
            SGD.State { momentum_buffer: { } momentum } => (0, [momentum]),
            SGD.State => (0, []),
            _ => throw new InvalidOperationException($"No checkpoint of {state.GetType()}."),
        };

    // Sets the number of steps and gives the tensors to fill; null where there is another number of them.
    private static Tensor[]? Enter(OptimizerState state, long step, int count, Parameter parameter)
    {
        switch (state)
        {
            case Adam.State s:
                s.step = step;
                break;
            case AdamW.State s:
                s.step = step;
                break;
            case RMSProp.State s:
                s.step = step;
                break;
            // Made by the first step that has a gradient.
            case SGD.State { momentum_buffer: null } s when count == 1:
                s.momentum_buffer = zeros_like(parameter).detach().DetachFromDisposeScope();
                break;
        }
        var tensors = Read(state).Tensors;
        return tensors.Length == count ? tensors : null;
    }

    private static Rnn.Onnx.Models.InvalidInputException Other(string path) =>
        CheckpointFormat.Wrong(path, $"expected the state of this optimizer, found another");
}
