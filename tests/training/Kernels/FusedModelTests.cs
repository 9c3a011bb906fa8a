using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Every model of the family trains through the kernels by default, and its own options turn them off.</summary>
[TestClass]
public sealed class FusedModelTests
{
    [TestMethod]
    public void TrainingStep_EveryModel_IsTheSameWithoutKernels()
    {
        using var forced = KernelPath.Force(KernelPath.Choose(null));
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, model) in ModelCases.All())
        {
            using var fused = model;
            using var plain = ModelCases.WithoutKernels(model);
            plain.load_state_dict(fused.state_dict());
            Assert.IsTrue(Stacks(fused).All(stack => stack.Options.FusedKernels), name);
            Assert.IsFalse(Stacks(plain).Any(stack => stack.Options.FusedKernels), name);

            var (expected, found) = (Step(plain), Step(fused));

            Near.Compare(expected, found, 1e-4, 1e-7, name);
            // What ran through the kernels has been rounded otherwise.
            var same = expected.All(entry => entry.Value.SequenceEqual(found[entry.Key]));
            Assert.AreEqual(Stacks(fused).All(IsWritten), same, name);
            kinds.Add(fused.GetType().Name);
        }
        CollectionAssert.AreEquivalent(ModelFactory.Kinds.ToArray(), kinds.ToArray());
    }

    [TestMethod]
    public void SpecificationOf_ModelWithoutKernels_DoesNotSaySo()
    {
        foreach (var (name, model) in ModelCases.All())
        {
            using var fused = model;
            using var plain = ModelCases.WithoutKernels(model);
            Assert.AreEqual(ModelFactory.SpecificationOf(fused), ModelFactory.SpecificationOf(plain), name);
        }
    }

    // The loss, and by how much each weight changed.
    private static SortedDictionary<string, double[]> Step(nn.Module model)
    {
        using var scope = NewDisposeScope();
        model.train();
        manual_seed(6); // of dropout and unknown words
        var before = model.named_parameters().ToDictionary(p => p.name, p => LayerRun.Read(p.parameter));
        using var optimizer = optim.SGD(model.parameters(), 1);
        optimizer.zero_grad();
        var loss = ModelCases.Loss(model);
        loss.backward();
        optimizer.step();
        var changes = model.named_parameters().ToDictionary(p => p.name, p => Change(p.name, p.parameter));
        return new(changes, StringComparer.Ordinal) { ["loss"] = LayerRun.Read(loss) };

        double[] Change(string name, Tensor after) =>
            [.. before[name].Zip(LayerRun.Read(after), (old, now) => now - old)];
    }

    private static bool IsWritten(RecurrentStack stack) => stack.Options.HandWritten || stack.Options.LayerNorm;

    private static List<RecurrentStack> Stacks(nn.Module model)
    {
        var stacks = model.modules().OfType<RecurrentStack>().ToList();
        Assert.IsNotEmpty(stacks);
        return stacks;
    }
}
