using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Modules;

/// <summary>One layer of a stack: a cell run over the steps, in one direction or in both.</summary>
internal abstract class StackLayer(string name) : nn.Module(name)
{
    /// <summary>Runs the layer.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="lengths">Steps of each row, int64 [N] on the CPU, each from 1 to T; null when all rows have T.</param>
    /// <param name="initial">States before the first step [D, N, H]; null for zeros.</param>
    /// <returns>Steps [N, T, D*H], 0 after a row's end, and the states after it [D, N, H].</returns>
    public abstract (Tensor Steps, RecurrentState Final) Run(Tensor input, Tensor? lengths, RecurrentState? initial);

    /// <summary>A parameter of one direction by PyTorch's name: weight_ih, weight_hh, bias_ih or bias_hh.</summary>
    /// <returns>The parameter, or null if the layer has none of this name.</returns>
    public abstract Tensor? Find(string parameter, int direction);
}
