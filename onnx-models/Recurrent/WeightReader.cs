using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>Weights by name, or one sentence.</summary>
internal static class WeightReader
{
    public static NamedTensor Floats(ModelFile file, string name, string layer, int rank)
    {
        var tensor = name.Length == 0 ? null : file.Initializer(name);
        if (tensor?.ElementType == ElementType.Float && tensor.Shape.Length == rank)
        {
            return tensor;
        }

        var found = tensor is null
            ? "none, as in foreign, quantized and half-precision files"
            : $"{tensor.ElementType} [{TensorSize.Text(tensor.Shape)}]";
        throw Errors.InvalidInput(
            $"'{file.Name}' can not be read back: expected a float32 constant of rank {rank} '{name}' for the layer '{layer}', found {found}."
        );
    }
}
