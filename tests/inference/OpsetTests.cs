using System.Reflection;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class OpsetTests
{
    private static readonly Lazy<IReadOnlyList<NamedTensor>> Opset17 = new(() => Run(17));

    public static IEnumerable<object[]> Opsets => Enumerable.Range(13, 10).Select(opset => new object[] { opset });

    [TestMethod]
    [DynamicData(nameof(Opsets))]
    public void Create_EveryOperatorAtAnyOpset_GivesTheSameValues(int opset)
    {
        var found = Run(opset);

        Assert.HasCount(Opset17.Value.Count, found);
        foreach (var (expected, actual) in Opset17.Value.Zip(found))
        {
            Assert.AreEqual(expected.ToString(), actual.ToString());
            if (expected.ElementType == ElementType.Float)
                LayerRun.AssertSame([expected], [actual], 1e-6f, $"opset {opset}");
            else
                CollectionAssert.AreEqual(expected.Data, actual.Data, $"{expected.Name}, opset {opset}");
        }
    }

    [TestMethod]
    public void Methods_OfTheBuilder_AreAllInTheGraph()
    {
        string[] other = ["AddInput", "AddInitializer", "AddShared", "AddNode", "Constant", "Scalar"];
        var methods = typeof(GraphBuilder)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(string) || method.ReturnType == typeof(string[]))
            .Where(method => !method.IsSpecialName)
            .Select(method => method.Name)
            .Except(other)
            .Order(StringComparer.Ordinal);

        CollectionAssert.AreEqual(methods.ToArray(), EveryOperator.Methods.Keys.ToArray());
    }

    private static IReadOnlyList<NamedTensor> Run(int opset)
    {
        var file = EveryOperator.Create(opset);
        Assert.AreEqual(opset, file.Opset);
        using var model = SequenceModel.From(file, $"opset {opset}", new SessionSettings { Device = Device.Cpu });
        return model.Run(EveryOperator.Inputs());
    }
}
