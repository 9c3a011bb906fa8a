using Microsoft.ML.OnnxRuntime;

namespace Rnn.Onnx.Inference;

/// <summary>Rows of texts: copied to the runtime and back, which keeps its own.</summary>
/// <param name="name">The name of the input or output.</param>
/// <param name="data">The rows, one after the other.</param>
/// <param name="shape">Their shape; its first dimension is the number of rows.</param>
public sealed class BoundTexts(string name, Memory<string> data, params long[] shape) : BoundRows(name, shape)
{
    internal override OrtValue ToOrt()
    {
        var value = Empty();
        var texts = data.Span;
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is { Length: > 0 } text)
                value.StringTensorSetElementAt(text.AsSpan(), i);
        }
        return value;
    }

    internal override OrtValue ToOrtOutput() => Empty();

    private OrtValue Empty() => OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, Shape);

    internal override void Take(OrtValue value) => value.GetStringTensorAsArray().CopyTo(data);

    internal override BoundRows Twice() =>
        new BoundTexts(Name, (string[])[.. data.Span, .. data.Span], [2 * Rows, .. Shape[1..]]);

    internal override void TakeHalf(BoundRows twice) => ((BoundTexts)twice).CopyHalf(data);

    private void CopyHalf(Memory<string> target) => data[..target.Length].CopyTo(target);
}
