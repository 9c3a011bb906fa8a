using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class TensorCreationTests
{
    [TestMethod]
    public void Zeros_WithoutType_AreFloats()
    {
        using var t = zeros(2, 3);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, t.shape);
        Assert.AreEqual(ScalarType.Float32, t.dtype);
        CollectionAssert.AreEqual(new float[6], t.data<float>().ToArray());
    }

    [TestMethod]
    public void Tensor_OfArray_CopiesIt()
    {
        var array = new[] { 1f, 2f, 3f, 4f };
        using var t = tensor(array, new long[] { 2, 2 });
        array[0] = 9;
        Assert.AreEqual(1f, t[0, 0].item<float>());
    }

    [TestMethod]
    public void FromArray_SharesMemoryWithTheArray()
    {
        var array = new[,]
        {
            { 1f, 2f },
            { 3f, 4f },
        };
        using var t = from_array(array);
        array[1, 0] = 9;
        Assert.AreEqual(9f, t[1, 0].item<float>());
        t[0, 1] = 7f;
        Assert.AreEqual(7f, array[0, 1]);
    }

    [TestMethod]
    public void Tensor_OfEveryElementType_HasThatType()
    {
        Assert.AreEqual(ScalarType.Bool, tensor(new[] { true }).dtype);
        Assert.AreEqual(ScalarType.Byte, tensor(new byte[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Int8, tensor(new sbyte[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Int16, tensor(new short[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Int32, tensor(new[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Int64, tensor(new[] { 1L }).dtype);
        Assert.AreEqual(ScalarType.Float16, tensor(new[] { (Half)1 }).dtype);
        Assert.AreEqual(ScalarType.BFloat16, tensor(new[] { (BFloat16)1f }).dtype);
        Assert.AreEqual(ScalarType.Float32, tensor(new[] { 1f }).dtype);
        Assert.AreEqual(ScalarType.Float64, tensor(new[] { 1.0 }).dtype);
        Assert.AreEqual(ScalarType.ComplexFloat64, tensor(new[] { System.Numerics.Complex.One }).dtype);
    }

    [TestMethod]
    public void Tensor_WithType_Converts()
    {
        using var t = tensor(new[] { 1.5, 2.5 }, dtype: ScalarType.Float32);
        CollectionAssert.AreEqual(new[] { 1.5f, 2.5f }, t.data<float>().ToArray());
    }

    [TestMethod]
    public void Tensor_OfFewerElementsThanItsShape_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => tensor(new[] { 1f, 2f }, new long[] { 3 }));

    [TestMethod]
    public void Arange_OfIntegers_IsInt64_OfReals_IsFloat()
    {
        Assert.AreEqual(ScalarType.Int64, arange(3).dtype);
        Assert.AreEqual(ScalarType.Float32, arange(0.0, 1.0, 0.25).dtype);
        CollectionAssert.AreEqual(new long[] { 1, 3, 5 }, arange(1, 7, 2).data<long>().ToArray());
    }

    [TestMethod]
    public void Linspace_IncludesBothEnds() =>
        CollectionAssert.AreEqual(new[] { 0f, 0.5f, 1f }, linspace(0, 1, 3).data<float>().ToArray());

    [TestMethod]
    public void Full_Eye_Ones_HaveTheirValues()
    {
        CollectionAssert.AreEqual(
            new[] { 2.5f, 2.5f },
            full(2, 2.5f, dtype: ScalarType.Float32).data<float>().ToArray()
        );
        CollectionAssert.AreEqual(new[] { 1f, 0f, 0f, 1f }, eye(2).data<float>().ToArray());
        Assert.AreEqual(6.0, ones(new long[] { 2, 3 }, dtype: ScalarType.Float64).sum().item<double>());
    }

    [TestMethod]
    public void ZerosLike_KeepsShapeAndType()
    {
        using var like = zeros_like(ones(2, 2, dtype: ScalarType.Int32));
        Assert.AreEqual(ScalarType.Int32, like.dtype);
        CollectionAssert.AreEqual(new long[] { 2, 2 }, like.shape);
    }

    [TestMethod]
    public void ManualSeed_RepeatsTheNumbers_AndReturnsTheGenerator()
    {
        using var generator = manual_seed(7);
        Assert.AreEqual(7, generator.initial_seed());
        var first = randn(5).data<float>().ToArray();
        manual_seed(7);
        CollectionAssert.AreEqual(first, randn(5).data<float>().ToArray());
        Assert.AreNotEqual(first[0], randn(5).data<float>().ToArray()[0]);
    }

    [TestMethod]
    public void RngState_Restored_RepeatsTheNumbers()
    {
        using var state = random.get_rng_state();
        var first = rand(5).data<float>().ToArray();
        random.set_rng_state(state);
        CollectionAssert.AreEqual(first, rand(5).data<float>().ToArray());
    }

    [TestMethod]
    public void Generator_OfItsOwn_LeavesTheDefaultOneAlone()
    {
        manual_seed(1);
        var expected = randn(3).data<float>().ToArray();
        manual_seed(1);
        using var own = new Generator(5);
        var drawn = randn(3, generator: own).data<float>().ToArray();
        CollectionAssert.AreNotEqual(expected, drawn);
        CollectionAssert.AreEqual(expected, randn(3).data<float>().ToArray());
    }

    [TestMethod]
    public void Randint_AndRandperm_StayInRange()
    {
        var drawn = randint(3, 6, new long[] { 100 }).data<long>().ToArray();
        Assert.IsTrue(drawn.All(value => value is >= 3 and < 6));
        CollectionAssert.AreEquivalent(new long[] { 0, 1, 2, 3 }, randperm(4).data<long>().ToArray());
    }

    [TestMethod]
    public void Multinomial_Bernoulli_TakeWhatIsCertain()
    {
        Assert.AreEqual(1L, tensor(new[] { 0f, 1f, 0f }).multinomial(1).item<long>());
        CollectionAssert.AreEqual(new[] { 0f, 1f }, bernoulli(tensor(new[] { 0f, 1f })).data<float>().ToArray());
    }

    [TestMethod]
    public void Device_OfText_IsThatDevice()
    {
        Assert.AreEqual(DeviceType.CPU, device("cpu").type);
        Assert.AreEqual("cpu", zeros(1).device.ToString());
        var second = new Device("cuda:1");
        Assert.AreEqual((DeviceType.CUDA, 1), (second.type, second.index));
    }

    [TestMethod]
    public void Cuda_WhereThereIsNone_SaysSo()
    {
        if (cuda.is_available())
            Assert.Inconclusive("There is a CUDA device.");
        Assert.ThrowsExactly<InvalidOperationException>(() => device(DeviceType.CUDA));
    }

    [TestMethod]
    public void TypeNames_AreFieldsOfTorch()
    {
        var field = typeof(torch).GetField(nameof(float32))!;
        Assert.IsFalse(field.IsLiteral);
        Assert.AreEqual(ScalarType.Float32, field.GetValue(null));
        Assert.AreEqual(ScalarType.Int64, @long);
        Assert.AreEqual(ScalarType.Bool, @bool);
    }

    [TestMethod]
    public void Random_OfIntegers_IsAnArgumentException()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => rand(2, dtype: int64));
        StringAssert.StartsWith(error.Message, "torch.rand() was passed a bad dtype: Int64.");
        Assert.ThrowsExactly<ArgumentException>(() => randn(2, dtype: int32));
        Assert.ThrowsExactly<ArgumentException>(() => normal(0, 1, new long[] { 2 }, dtype: @bool));
    }

    [TestMethod]
    public void ToTensor_OfANumber_LeavesOneTensor_AndRefusesWhatHasNoGradient()
    {
        using var scope = NewDisposeScope();
        Assert.AreEqual(1.5f, 1.5f.ToTensor(requires_grad: true).item<float>());
        Assert.AreEqual(ScalarType.Int32, 2.ToTensor().dtype);
        Assert.AreEqual(ScalarType.Int64, 2L.ToTensor().dtype);
        Assert.AreEqual(ScalarType.Float64, 2.0.ToTensor().dtype);
        Assert.AreEqual(ScalarType.Byte, ((byte)2).ToTensor().dtype);
        using (var t = new[] { 1.0, 2.0 }.ToTensor(new long[] { 2, 1 }))
            CollectionAssert.AreEqual(new long[] { 2, 1 }, t.shape);
        Assert.AreEqual(5, scope.DisposablesCount);
        Assert.ThrowsExactly<ArgumentException>(() => 1.ToTensor(requires_grad: true));
        Assert.ThrowsExactly<NotImplementedException>(() => true.ToTensor());
        Assert.ThrowsExactly<ArgumentException>(() => new[] { 1, 2 }.ToTensor(new long[] { 3 }));
    }
}
