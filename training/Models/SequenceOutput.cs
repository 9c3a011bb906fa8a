using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a model answers to a sequence.</summary>
/// <param name="Values">The answer: logits [N, K] of a classifier, values [N, outputs] of a regressor, logits of every step [N, T, K] of a tagger, [N, T, V] of a language model.</param>
/// <param name="Final">The states of all layers after each row's last step: the initial state of what follows.</param>
/// <param name="Attention">How much each step counted [N, T], 0 after a row's end, each row's sum 1; null unless pooled by attention.</param>
public sealed record SequenceOutput(Tensor Values, RecurrentState Final, Tensor? Attention = null);
