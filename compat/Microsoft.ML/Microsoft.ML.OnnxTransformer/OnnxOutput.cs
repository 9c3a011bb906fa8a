using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>Getters of a model's outputs: the items of a tensor as one vector.</summary>
internal static class OnnxOutput
{
    public static Delegate MakeGetter(OnnxRowRunner runner, string name, DataViewType type) =>
        type is not VectorDataViewType vector ? Generic.Call<Delegate>(type.RawType, OfScalar<int>, runner, name)
        : vector.ItemType is TextDataViewType ? OfTexts(runner, name)
        : Generic.Call<Delegate>(vector.ItemType.RawType, OfVector<int>, runner, name);

    private static ValueGetter<VBuffer<T>> OfVector<T>(OnnxRowRunner runner, string name) =>
        (ref VBuffer<T> value) =>
        {
            var items = Tensor<T>(runner, name).Buffer.Span;
            var editor = VBufferEditor.Create(ref value, items.Length);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        };

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> OfTexts(OnnxRowRunner runner, string name) =>
        (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var items = Tensor<string>(runner, name).Buffer.Span;
            var editor = VBufferEditor.Create(ref value, items.Length);
            for (var i = 0; i < items.Length; i++)
                editor.Values[i] = items[i].AsMemory();
            value = editor.Commit();
        };

    /// <summary>ML.NET declares an output of rank 0 as a scalar and then fails to read it: so does this.</summary>
    private static ValueGetter<T> OfScalar<T>(OnnxRowRunner runner, string name) =>
        (ref T value) => value = (T)(object)Tensor<T>(runner, name);

    private static DenseTensor<T> Tensor<T>(OnnxRowRunner runner, string name) =>
        runner.Output(name).AsTensor<T>() as DenseTensor<T>
        ?? throw new InvalidOperationException(
            $"Output column {name} doesn't contain a DenseTensor of expected type {typeof(T)}"
        );
}
