using Microsoft.ML.OnnxRuntime;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>Runs the model for the row's current position when an output is first read there.</summary>
internal sealed class OnnxRowRunner(OnnxModel model, DataViewRow row, Func<NamedOnnxValue>[] inputs, string[] outputs)
    : IDisposable
{
    private IDisposableReadOnlyCollection<DisposableNamedOnnxValue> _results;
    private long _position = -1;

    public DisposableNamedOnnxValue Output(string name)
    {
        if (_position != row.Position)
        {
            _results?.Dispose();
            _results = null;
            _results = model.Run(Array.ConvertAll(inputs, input => input()), outputs);
            _position = row.Position;
        }
        return _results.First(result => result.Name == name);
    }

    public void Dispose() => _results?.Dispose();
}
