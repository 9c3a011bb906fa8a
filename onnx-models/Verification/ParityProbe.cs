using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Verification;

/// <summary>
/// One question with its known answer. Training makes probes by running the trained module; inference replays them on the
/// exported file, which must give the same outputs.
/// </summary>
/// <param name="Description">What is probed, for reports: "batch 3, time 28".</param>
/// <param name="Inputs">Values for the graph's inputs, by their names.</param>
/// <param name="Outputs">What the trained module answered, by the names of the graph's outputs.</param>
public sealed record ParityProbe(
    string Description,
    IReadOnlyList<NamedTensor> Inputs,
    IReadOnlyList<NamedTensor> Outputs
);
