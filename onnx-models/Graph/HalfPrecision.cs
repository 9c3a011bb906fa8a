using System.Runtime.InteropServices;
using Google.Protobuf;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Stores the weights of a model as float16: half their size. Inputs, outputs and all arithmetic stay float32, so every program
/// that could use the file still can.
/// </summary>
/// <remarks>
/// <para>
/// Only the weights, because arithmetic in float16 would gain nothing where these models run most: ONNX Runtime's CPU build
/// has no float16 LSTM, GRU or RNN of its own and calculates them in float32, and a state that is rounded to 11 bits at
/// every step drifts. A weight becomes a Constant node of float16 and a Cast to float32 under the weight's name; runtimes fold
/// the two when they load the file. (Not a float16 initializer: stock ML.NET refuses those.)
/// </para>
/// <para>
/// Matrices of 64 elements and more are stored so; biases, scalers and other small constants stay float32, and so does a
/// matrix with a value beyond 65504, or whose largest value is below 2^-14 and would lose its precision. In the others the
/// relative error is at most 2^-11, and values below 2^-14 have an absolute error of at most 2^-25.
/// </para>
/// </remarks>
public static class HalfPrecision
{
    private const int MinimumElements = 64;
    private const float Largest = 65504;
    private const float SmallestNormal = 1f / (1 << 14);

    /// <summary>The same model with its weights as float16.</summary>
    public static ModelFile Convert(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var model = file.Proto.Clone();
        var swap = new WeightSwap(model.Graph);
        foreach (var weight in swap.Weights(MinimumElements))
        {
            var values = TensorData.Read(weight)!.Floats;
            if (!Fits(values))
            {
                continue;
            }

            var half = new TensorProto
            {
                Name = weight.Name + ".half",
                DataType = (int)ElementType.Float16,
                Dims = { weight.Dims },
                RawData = ByteString.CopyFrom(
                    MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, value => (Half)value))
                ),
            };
            var constant = WeightSwap.Node("Constant", swap.NewName(half.Name), [], NodeAttribute.Of("value", half));
            swap.Replace(
                weight,
                constant,
                WeightSwap.Node("Cast", weight.Name, constant.Output, NodeAttribute.Of("to", (long)ElementType.Float))
            );
        }

        swap.Finish();
        return new ModelFile(model, file.Name);
    }

    private static bool Fits(float[] values)
    {
        var largest = values.Max(MathF.Abs);
        return largest <= Largest && (largest >= SmallestNormal || largest == 0) && !values.Any(float.IsNaN);
    }
}
