using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Contract.Tests;

/// <summary>The values of tests/reference/torch_values.py, to the bit, where Python uses the same libtorch.</summary>
[TestClass]
public class PythonValueTests
{
    private static readonly Lazy<string[]?> Lines = new(() => PythonTorch.Run("torch_values.py"));

    private static readonly Dictionary<string, Func<Tensor>> Values = new()
    {
        ["randn"] = () => randn(20),
        ["rand"] = () => rand(20),
        ["randint"] = () => randint(0, 100, new long[] { 20 }).to(float32),
        ["randperm"] = () => randperm(20).to(float32),
        ["bernoulli"] = () => bernoulli(full(20, 0.5)),
        ["multinomial"] = () => multinomial(ones(30), 20).to(float32),
        ["dropout"] = () => functional.dropout(ones(20), 0.3),
        ["normal_"] = () => empty(20).normal_(1, 2),
        ["uniform_"] = () => empty(20).uniform_(-1, 2),
        ["kaiming_uniform_"] = () => init.kaiming_uniform_(empty(4, 5)),
        ["kaiming_normal_"] = () => init.kaiming_normal_(empty(4, 5), nonlinearity: init.NonlinearityType.ReLU),
        ["xavier_uniform_"] = () => init.xavier_uniform_(empty(4, 5), 1.5),
        ["orthogonal_wide"] = () => init.orthogonal_(empty(3, 5)),
        ["orthogonal_tall"] = () => init.orthogonal_(empty(5, 3)),
        ["Linear"] = () => Linear(4, 3).bias!,
        ["Embedding"] = () => Embedding(5, 4, padding_idx: 1).weight!,
        ["LSTMCell"] = () => LSTMCell(3, 2).bias_hh!,
        ["GRUCell"] = () => GRUCell(3, 2).call(ones(2, 3), zeros(2, 2)),
        ["RNNCell"] = () => RNNCell(3, 2, nonLinearity: NonLinearities.ReLU).call(ones(2, 3), zeros(2, 2)),
        ["packed_lstm"] = PackedLstm,
        ["cross_entropy"] = CrossEntropy,
        ["layer_norm"] = LayerNormGradient,
    };

    public static IEnumerable<object[]> Names => Values.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Value_OnTheLibtorchOfPython_HasTheSameBits(string name)
    {
        set_num_threads(1);
        manual_seed(3);
        using var value = Values[name]().detach().reshape(-1);
        Assert.IsTrue(value.isfinite().all().item<bool>());
        if (Lines.Value is not { } lines || lines[0] != PythonTorch.LoadedLibtorch())
        {
            Assert.Inconclusive("There is no Python that uses the libtorch of this process.");
            return;
        }
        var expected = lines.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1..];
        var actual = value
            .data<float>()
            .ToArray()
            .Select(number => BitConverter.SingleToInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture));
        CollectionAssert.AreEqual(expected, actual.ToArray());
    }

    private static Tensor PackedLstm()
    {
        var layer = LSTM(2, 3, batchFirst: true, bidirectional: true);
        var x = randn(3, 5, 2);
        var packed = pack_padded_sequence(x, tensor(new long[] { 2, 5, 3 }), true, false);
        return pad_packed_sequence(layer.call(packed).Item1, true).Item1;
    }

    private static Tensor CrossEntropy()
    {
        var scores = randn(4, 5, requires_grad: true);
        var loss = functional.cross_entropy(scores, tensor(new long[] { 1, 0, 4, -100 }), label_smoothing: 0.1);
        loss.backward();
        return cat(new[] { loss.detach().view(1), scores.grad!.flatten() });
    }

    private static Tensor LayerNormGradient()
    {
        var x = randn(2, 6, requires_grad: true);
        LayerNorm(6).call(x).pow(2).sum().backward();
        return x.grad!;
    }
}
