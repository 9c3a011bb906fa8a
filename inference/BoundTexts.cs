using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference;

/// <summary>Rows of texts: copied to the runtime and back, which keeps its own.</summary>
/// <param name="name">The name of the input or output.</param>
/// <param name="data">The rows, one after the other.</param>
/// <param name="shape">Their shape; its first dimension is the number of rows.</param>
public sealed class BoundTexts(string name, Memory<string> data, params long[] shape) : BoundRows(name, shape)
{
    // Places of an output hold nothing yet: the runtime gets empty texts for them.
    internal override OrtValue ToOrt() =>
        OrtTensors.ToOrt(NamedTensor.Of(Name, [.. data.Span.ToArray().Select(text => text ?? "")], Shape));

    internal override void Take(OrtValue value) => value.GetStringTensorAsArray().CopyTo(data);

    internal override BoundRows Twice() =>
        new BoundTexts(Name, (string[])[.. data.Span, .. data.Span], [2 * Rows, .. Shape[1..]]);

    internal override void TakeHalf(BoundRows twice) => ((BoundTexts)twice).CopyHalf(data);

    private void CopyHalf(Memory<string> target) => data[..target.Length].CopyTo(target);
}
