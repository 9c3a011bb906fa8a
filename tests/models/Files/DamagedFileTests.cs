using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Files;

/// <summary>Files with random damage: each is either read or refused in words; nothing else may happen.</summary>
[TestClass]
public sealed class DamagedFileTests
{
    private const int Rounds = 3000;

    [TestMethod]
    public void Parse_RandomDamage_IsReadOrRefusedAsInvalidInput()
    {
        var foreign = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "foreign.onnx"));
        var random = new Random(1);
        var refused = 0;
        foreach (var original in new[] { foreign, Recurrent().ToBytes() })
        {
            for (var round = 0; round < Rounds; round++)
            {
                refused += Survives(Damage(original, random)) ? 0 : 1;
            }
        }

        Assert.IsInRange(Rounds / 10, 2 * Rounds - (Rounds / 10), refused);
    }

    private static bool Survives(byte[] bytes)
    {
        try
        {
            var model = ModelFile.Parse(bytes, "damaged");
            _ = model.Check();
            _ =
                $"{string.Join(" ", model.Inputs)}{string.Join(" ", model.Outputs)}{model.Opset}{model.Producer}{model.Card}";
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static ModelFile Recurrent()
    {
        var builder = new GraphBuilder("gru");
        var x = builder.AddInput("x", ElementType.Float, "batch", "time", 1);
        var layer = new RecurrentLayer(
            CellKind.Gru,
            new RecurrentWeights(1, 1, new float[3], new float[3], new float[3])
        );
        var stack = RecurrentStack.Add(
            builder,
            [layer, layer],
            x,
            lengths: builder.AddInput("lengths", ElementType.Int32, "batch")
        );
        var last = builder.Where(
            builder.Less(stack.LastHidden(), builder.Scalar(0f)),
            builder.Scalar(0f),
            stack.LastHidden()
        );
        builder.AddOutput(
            "y",
            builder.ReduceMean(builder.Concat(1, [last, last]), [1], keepDims: true),
            ElementType.Float,
            "batch",
            1
        );
        return builder.Build();
    }
}
