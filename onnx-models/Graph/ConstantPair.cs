using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>A float constant that stands in the same place of two graphs; see <see cref="GraphMatch"/>.</summary>
/// <param name="Expected">That of the first graph.</param>
/// <param name="Found">That of the second graph, of the same shape; its name can be another.</param>
public sealed record ConstantPair(NamedTensor Expected, NamedTensor Found);
