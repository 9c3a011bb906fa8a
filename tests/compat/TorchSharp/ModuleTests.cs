using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        public readonly Linear first = nn.Linear(3, 4);
        private readonly Dropout drop = nn.Dropout(0.5);
        private readonly Parameter scale = nn.Parameter(ones(4));
        private readonly Tensor mean = zeros(4);

        [ComponentName(Name = "renamed")]
        private readonly Linear last = nn.Linear(4, 2, hasBias: false);

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input) => last.call(drop.call(first.call(input) * scale + mean));
    }

    [TestMethod]
    public void RegisterComponents_FindsFields_BaseFirstRegistrationsThenFieldsInOrder()
    {
        using var net = new Net();
        CollectionAssert.AreEqual(
            new[] { "scale", "first.weight", "first.bias", "renamed.weight" },
            net.named_parameters().Select(named => named.name).ToArray()
        );
        CollectionAssert.AreEqual(
            new[] { "first", "drop", "renamed" },
            net.named_children().Select(named => named.name).ToArray()
        );
        CollectionAssert.AreEqual(new[] { "mean" }, net.named_buffers().Select(named => named.name).ToArray());
        CollectionAssert.AreEqual(
            new[] { "scale", "first.weight", "first.bias", "renamed.weight", "mean" },
            net.state_dict().Keys.ToArray()
        );
        Assert.AreEqual(4, net.parameters().Count());
        Assert.IsTrue(net.has_parameter("first.bias"));
        Assert.IsFalse(net.has_parameter("renamed.bias"));
        Assert.IsNotNull(net.get_buffer("mean"));
    }

    [TestMethod]
    public void TrainAndEval_ReachSubmodules()
    {
        using var net = new Net();
        Assert.IsTrue(net.training);
        net.eval();
        Assert.IsFalse(net.children().Any(child => child.training));
        using var x = ones(2, 3);
        Assert.IsTrue(net.call(x).Equals(net.call(x)));
        net.train();
        Assert.IsTrue(net.first.training);
    }

    [TestMethod]
    public void SaveAndLoad_ThroughAStreamAndAFile_RestoreTheParameters()
    {
        using var net = new Net();
        using var other = new Net();
        using var stream = new MemoryStream();
        net.save(stream);
        using var again = new MemoryStream(stream.ToArray());
        other.load(again);
        AssertSame(net, other);

        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var third = new Net();
        net.save(path);
        try
        {
            var loaded = new Dictionary<string, bool>();
            third.load(path, loadedParameters: loaded);
            AssertSame(net, third);
            Assert.IsTrue(loaded["first.weight"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Save_WritesCountThenNameTypeShapeAndBytes()
    {
        using var layer = nn.Linear(nn.Parameter(tensor(new[] { 1f, 2f }, new long[] { 1, 2 })));
        using var stream = new MemoryStream();
        layer.save(stream);
        byte[] expected =
        [
            1, // entries
            6,
            .. "weight"u8,
            6, // Float32
            2, // axes
            1,
            2,
            .. BitConverter.GetBytes(1f),
            .. BitConverter.GetBytes(2f),
        ];
        CollectionAssert.AreEqual(expected, stream.ToArray());
    }

    [TestMethod]
    public void Load_OfAnotherModule_Throws()
    {
        using var small = nn.Linear(2, 2);
        using var large = nn.Linear(3, 2);
        using var unbiased = nn.Linear(2, 2, hasBias: false);
        using var stream = new MemoryStream();
        small.save(stream);
        Assert.ThrowsExactly<ArgumentException>(() => large.load(new MemoryStream(stream.ToArray())));
        Assert.ThrowsExactly<ArgumentException>(() => unbiased.load(new MemoryStream(stream.ToArray())));
    }

    [TestMethod]
    public void LoadStateDict_CopiesValues_AndReportsWhatDiffers()
    {
        using var a = nn.Linear(2, 2);
        using var b = nn.Linear(2, 2);
        b.load_state_dict(a.state_dict());
        AssertSame(a, b);
        using var unbiased = nn.Linear(2, 2, hasBias: false);
        var (missing, unexpected) = unbiased.load_state_dict(a.state_dict(), strict: false);
        Assert.IsEmpty(missing);
        Assert.AreEqual("bias", unexpected.Single());
        Assert.ThrowsExactly<InvalidOperationException>(() => unbiased.load_state_dict(a.state_dict()));
    }

    [TestMethod]
    public void To_AnotherType_ReplacesParametersAndFields()
    {
        using var net = new Net();
        net.to(ScalarType.Float64);
        Assert.IsTrue(net.state_dict().Values.All(tensor => tensor.dtype == ScalarType.Float64));
        Assert.AreEqual(ScalarType.Float64, net.call(zeros(1, 3, dtype: ScalarType.Float64)).dtype);
        Assert.IsTrue(net.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    public void ZeroGrad_RemovesGradients()
    {
        using var layer = nn.Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();
        Assert.IsNotNull(layer.weight.grad);
        layer.zero_grad();
        Assert.IsNull(layer.weight.grad);
    }

    [TestMethod]
    public void Hooks_RunAroundForward_UntilRemoved()
    {
        using var layer = nn.Identity();
        var before = layer.register_forward_pre_hook((_, input) => input + 1);
        var after = layer.register_forward_hook((_, _, output) => output * 10);
        Assert.AreEqual(20f, layer.call(ones(1)).item<float>());
        before.remove();
        after.remove();
        Assert.AreEqual(1f, layer.call(ones(1)).item<float>());
    }

    [TestMethod]
    public void Sequential_RunsInOrder_AndNamesItsMembers()
    {
        using var net = nn.Sequential(("in", nn.Linear(2, 3)), ("act", nn.ReLU()), ("out", nn.Linear(3, 1)));
        CollectionAssert.AreEqual(
            new[] { "in.weight", "in.bias", "out.weight", "out.bias" },
            net.named_parameters().Select(named => named.name).ToArray()
        );
        CollectionAssert.AreEqual(new long[] { 5, 1 }, net.call(zeros(5, 2)).shape);
        net.eval();
        Assert.IsFalse(net.training);
        using var numbered = nn.Sequential(nn.Linear(1, 1), nn.Tanh());
        Assert.AreEqual("0.weight", numbered.named_parameters().First().name);
        Assert.AreEqual(2, numbered.Count);
    }

    private sealed class Holder : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(2, 2), nn.Linear(2, 2));
        private readonly ModuleDict<nn.Module> named = nn.ModuleDict(("a", (nn.Module)nn.Linear(2, 1)));

        public Holder()
            : base(nameof(Holder)) => RegisterComponents();

        public override Tensor forward(Tensor input) =>
            layers.Aggregate(input, (current, layer) => layer.call(current));
    }

    [TestMethod]
    public void ModuleListAndDict_RegisterUnderPositionAndName()
    {
        using var holder = new Holder();
        CollectionAssert.AreEqual(
            new[]
            {
                "layers.0.weight",
                "layers.0.bias",
                "layers.1.weight",
                "layers.1.bias",
                "named.a.weight",
                "named.a.bias",
            },
            holder.named_parameters().Select(named => named.name).ToArray()
        );
        CollectionAssert.AreEqual(new long[] { 1, 2 }, holder.call(zeros(1, 2)).shape);
    }

    [TestMethod]
    public void RegisterModule_WithADotOrTwice_Throws()
    {
        using var net = new Net();
        using var layer = nn.Linear(1, 1);
        Assert.ThrowsExactly<ArgumentException>(() => net.register_module("a.b", layer));
        Assert.ThrowsExactly<InvalidOperationException>(() => net.register_module("first", layer));
    }

    [TestMethod]
    public void Parameter_TakesTheTensorOver()
    {
        var data = zeros(2);
        using var parameter = nn.Parameter(data);
        Assert.IsTrue(data.IsInvalid);
        Assert.IsTrue(parameter.requires_grad);
    }

    [TestMethod]
    public void Linear_Embedding_LayerNorm_Dropout_Compute()
    {
        using var layer = nn.Linear(
            nn.Parameter(tensor(new[] { 1f, 2f }, new long[] { 1, 2 })),
            nn.Parameter(tensor(new[] { 3f }))
        );
        Assert.AreEqual(6f, layer.call(ones(1, 2)).item<float>());

        using var embedding = nn.Embedding(4, 2, padding_idx: 0);
        using var rows = embedding.call(tensor(new long[] { 0, 3 }));
        CollectionAssert.AreEqual(new[] { 0f, 0f }, rows[0].data<float>().ToArray());
        rows.sum().backward();
        Assert.AreEqual(2f, embedding.weight!.grad!.sum().item<float>());

        using var norm = nn.LayerNorm(4);
        using var normal = norm.call(arange(4, dtype: ScalarType.Float32).unsqueeze(0));
        Assert.AreEqual(0f, normal.mean().item<float>(), 1e-6f);
        Assert.AreEqual(1f, normal.pow(2).mean().item<float>(), 1e-3f);

        using var dropout = nn.Dropout(1.0);
        Assert.AreEqual(0f, dropout.call(ones(10)).sum().item<float>());
        dropout.eval();
        Assert.AreEqual(10f, dropout.call(ones(10)).sum().item<float>());
    }

    [TestMethod]
    public void EmbeddingFromPretrained_IsFrozen()
    {
        using var embedding = nn.Embedding_from_pretrained(arange(4, dtype: ScalarType.Float32).reshape(2, 2));
        Assert.IsFalse(embedding.weight!.requires_grad);
        CollectionAssert.AreEqual(new[] { 2f, 3f }, embedding.call(tensor(1L)).data<float>().ToArray());
    }

    private static void AssertSame(nn.Module expected, nn.Module actual)
    {
        var other = actual.state_dict();
        foreach (var (name, tensor) in expected.state_dict())
            Assert.IsTrue(tensor.Equals(other[name]), name);
    }

    [TestMethod]
    public void LoadStateDict_OfAnotherShape_Throws_AndKeepsWhatWasCopiedBefore()
    {
        using var layer = nn.Linear(2, 2);
        var state = new Dictionary<string, Tensor> { ["weight"] = ones(2, 2), ["bias"] = ones(3) };
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => layer.load_state_dict(state));
        CollectionAssert.AreEqual(new[] { 1f, 1f, 1f, 1f }, layer.weight.data<float>().ToArray());
    }

    [TestMethod]
    public void LoadStateDict_Strict_NamesNoKey_AndSkipIsNeitherMissingNorCopied()
    {
        using var layer = nn.Linear(2, 2);
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => layer.load_state_dict([]));
        Assert.AreEqual("The loaded state_dict is not identical to the target dictionary.", error.Message);
        var (missing, unexpected) = layer.load_state_dict(
            new Dictionary<string, Tensor> { ["weight"] = ones(2, 2) },
            true,
            new[] { "bias" }
        );
        Assert.IsEmpty(missing);
        Assert.IsEmpty(unexpected);
        Assert.AreEqual(4f, layer.weight.sum().item<float>());
    }

    [TestMethod]
    public void LoadStateDict_OfAnotherType_Converts()
    {
        using var layer = nn.Linear(1, 1);
        layer.load_state_dict(
            new Dictionary<string, Tensor> { ["weight"] = ones(1, 1, dtype: float64), ["bias"] = ones(1, dtype: int64) }
        );
        Assert.AreEqual(ScalarType.Float32, layer.weight.dtype);
        Assert.AreEqual(2f, layer.call(ones(1, 1)).item<float>());
    }

    [TestMethod]
    public void Load_OfATruncatedOrMissingFile_Throws()
    {
        using var layer = nn.Linear(2, 2);
        using var stream = new MemoryStream();
        layer.save(stream);
        var bytes = stream.ToArray();
        foreach (var length in new[] { bytes.Length - 3, 12 })
            Assert.ThrowsExactly<EndOfStreamException>(() => layer.load(new MemoryStream(bytes[..length])));
        Assert.ThrowsExactly<FileNotFoundException>(() => layer.load("/nonexistent"));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => layer.save("/nonexistent/file"));
    }

    [TestMethod]
    public void To_Integers_IsRefused()
    {
        using var net = new Net();
        using var lstm = nn.LSTM(2, 2);
        using var linear = nn.Linear(2, 2);
        Assert.ThrowsExactly<ArgumentException>(() => net.to(int64));
        Assert.ThrowsExactly<ArgumentException>(() => lstm.to(int64));
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => linear.to(int64));
    }

    [TestMethod]
    public void To_TheSameDevice_KeepsTheParameters_AndAnotherTypeTakesGradientsAlong()
    {
        using var layer = nn.Linear(1, 1);
        var weight = layer.weight;
        layer.to(CPU);
        Assert.AreSame(weight, layer.weight);
        layer.call(ones(1, 1)).sum().backward();
        layer.to(float64);
        Assert.IsTrue(weight.IsInvalid);
        Assert.IsTrue(layer.weight.is_leaf);
        Assert.AreEqual(ScalarType.Float64, layer.weight.grad!.dtype);
        using var lstm = nn.LSTM(1, 1);
        lstm.call(ones(1, 1, 1)).Item1.sum().backward();
        lstm.to(float64);
        Assert.AreEqual(ScalarType.Float64, lstm.parameters().First().grad!.dtype);
    }

    [TestMethod]
    public void ParametersMadeInAScope_GoWithIt_AndLinearsDoNot()
    {
        Net net;
        using (NewDisposeScope())
            net = new Net();
        using (net)
        {
            Assert.IsTrue(net.get_parameter("scale")!.IsInvalid);
            Assert.IsFalse(net.get_parameter("first.weight")!.IsInvalid);
        }
    }

    [TestMethod]
    public void GetName_IsTheNativeNameWhereTheModuleIsNative()
    {
        using var sequential = nn.Sequential(nn.Linear(1, 1));
        using var lstm = nn.LSTM(1, 1);
        Assert.AreEqual("torch::nn::SequentialImpl", sequential.GetName());
        Assert.AreEqual("torch::nn::LSTMImpl", lstm.GetName());
        Assert.AreEqual("Linear", sequential.children().Single().GetName());
    }

    private sealed class EmbeddingFirst : nn.Module<Tensor, Tensor>
    {
        private readonly Embedding words = nn.Embedding(3, 2);
        private readonly LSTM lstm = nn.LSTM(2, 2, bias: false);
        private readonly GRUCell cell = nn.GRUCell(2, 2, bias: false);

        public EmbeddingFirst()
            : base(nameof(EmbeddingFirst)) => RegisterComponents();

        public override Tensor forward(Tensor input) => cell.call(lstm.call(words.call(input)).Item1[0], zeros(1, 2));
    }

    [TestMethod]
    public void NativeModules_InAModule_HaveTheirParametersAndNoBuffers()
    {
        using var net = new EmbeddingFirst();
        CollectionAssert.AreEqual(
            new[] { "words.weight", "lstm.weight_ih_l0", "lstm.weight_hh_l0", "cell.weight_ih", "cell.weight_hh" },
            net.state_dict().Keys.ToArray()
        );
        Assert.IsEmpty(net.named_buffers());
        net.call(zeros(4, 1, dtype: int64)).sum().backward();
        Assert.IsTrue(net.parameters().All(parameter => parameter.grad is not null));
        var words = net.get_parameter("words.weight")!;
        using (no_grad())
            words.fill_(1);
        Assert.IsTrue(net.named_children().First().module is Embedding { weight: { } weight } && weight.Equals(words));
    }
}
