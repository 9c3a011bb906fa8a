using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Contract.Tests;

[TestClass]
public class RecurrentTests
{
    [TestMethod]
    public void Parameters_HavePyTorchsNamesAndShapes()
    {
        using var lstm = nn.LSTM(3, 5, numLayers: 2, bidirectional: true);
        var shapes = lstm.named_parameters().ToDictionary(named => named.name, named => named.parameter.shape);
        CollectionAssert.AreEqual(
            new[]
            {
                "weight_ih_l0",
                "weight_hh_l0",
                "bias_ih_l0",
                "bias_hh_l0",
                "weight_ih_l0_reverse",
                "weight_hh_l0_reverse",
                "bias_ih_l0_reverse",
                "bias_hh_l0_reverse",
                "weight_ih_l1",
                "weight_hh_l1",
                "bias_ih_l1",
                "bias_hh_l1",
                "weight_ih_l1_reverse",
                "weight_hh_l1_reverse",
                "bias_ih_l1_reverse",
                "bias_hh_l1_reverse",
            },
            shapes.Keys.ToArray()
        );
        CollectionAssert.AreEqual(new long[] { 20, 3 }, shapes["weight_ih_l0"]);
        CollectionAssert.AreEqual(new long[] { 20, 5 }, shapes["weight_hh_l0"]);
        CollectionAssert.AreEqual(new long[] { 20, 10 }, shapes["weight_ih_l1"]);
        CollectionAssert.AreEqual(new long[] { 20 }, shapes["bias_hh_l1"]);
        using var gru = nn.GRU(3, 5, bias: false);
        CollectionAssert.AreEqual(new[] { "weight_ih_l0", "weight_hh_l0" }, gru.state_dict().Keys.ToArray());
        CollectionAssert.AreEqual(new long[] { 15, 3 }, gru.state_dict()["weight_ih_l0"].shape);
    }

    [TestMethod]
    public void Outputs_HaveTimeFirst_UnlessBatchFirst()
    {
        using var lstm = nn.LSTM(3, 5, numLayers: 2, bidirectional: true);
        var (output, h, c) = lstm.call(zeros(7, 4, 3));
        CollectionAssert.AreEqual(new long[] { 7, 4, 10 }, output.shape);
        CollectionAssert.AreEqual(new long[] { 4, 4, 5 }, h.shape);
        CollectionAssert.AreEqual(new long[] { 4, 4, 5 }, c.shape);
        using var gru = nn.GRU(3, 5, batchFirst: true);
        var (states, last) = gru.call(zeros(4, 7, 3));
        CollectionAssert.AreEqual(new long[] { 4, 7, 5 }, states.shape);
        CollectionAssert.AreEqual(new long[] { 1, 4, 5 }, last.shape);
    }

    [TestMethod]
    public void State_HandedOn_ContinuesTheSequence()
    {
        using var x = randn(8, 2, 3);
        using var lstm = nn.LSTM(3, 4);
        var (whole, _, _) = lstm.call(x);
        var (first, h, c) = lstm.call(x.slice(0, 0, 5, 1));
        var (second, _, _) = lstm.call(x.slice(0, 5, 8, 1), (h, c));
        Assert.IsTrue(whole.allclose(cat(new[] { first, second }), atol: 1e-6));
        using var gru = nn.GRU(3, 4);
        var (all, _) = gru.call(x);
        var (head, state) = gru.call(x.slice(0, 0, 5, 1));
        Assert.IsTrue(all.allclose(cat(new[] { head, gru.call(x.slice(0, 5, 8, 1), state).Item1 }), atol: 1e-6));
        using var rnn = nn.RNN(3, 4, nonLinearity: nn.NonLinearities.ReLU);
        Assert.IsTrue(rnn.call(x).Item1.ge(0).all().item<bool>());
    }

    [TestMethod]
    public void Cells_StepByStep_EqualTheLayers()
    {
        using var x = randn(6, 2, 3);
        using var lstm = nn.LSTM(3, 4);
        using var cell = nn.LSTMCell(3, 4);
        Copy(lstm, cell);
        var (h, c) = (zeros(2, 4), zeros(2, 4));
        foreach (var step in x.unbind())
            (h, c) = cell.call(step, (h, c));
        var (_, hn, cn) = lstm.call(x);
        Assert.IsTrue(hn[0].allclose(h, atol: 1e-6) && cn[0].allclose(c, atol: 1e-6));

        using var gru = nn.GRU(3, 4);
        using var gruCell = nn.GRUCell(3, 4);
        Copy(gru, gruCell);
        Assert.IsTrue(gru.call(x).Item2[0].allclose(Steps(gruCell, x), atol: 1e-6));

        using var rnn = nn.RNN(3, 4);
        using var rnnCell = nn.RNNCell(3, 4);
        Copy(rnn, rnnCell);
        Assert.IsTrue(rnn.call(x).Item2[0].allclose(Steps(rnnCell, x), atol: 1e-6));
    }

    [TestMethod]
    public void LstmCell_WithoutAState_Throws()
    {
        using var cell = nn.LSTMCell(3, 4);
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => cell.call(zeros(1, 3)));
    }

    [TestMethod]
    public void Packed_EqualsEachSequenceAlone_AndPadsWithZeros()
    {
        using var x = randn(3, 6, 2);
        var lengths = new long[] { 4, 6, 1 };
        using var lstm = nn.LSTM(2, 3, batchFirst: true, bidirectional: true);
        using var packed = pack_padded_sequence(x, tensor(lengths), batch_first: true, enforce_sorted: false);
        var (output, h, c) = lstm.call(packed);
        var (padded, found) = pad_packed_sequence(output, batch_first: true);
        CollectionAssert.AreEqual(lengths, found.data<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { 3, 6, 6 }, padded.shape);
        for (var row = 0; row < 3; row++)
        {
            var (alone, hAlone, cAlone) = lstm.call(x[row..(row + 1), 0..(int)lengths[row]]);
            Assert.IsTrue(alone[0].allclose(padded[row, 0..(int)lengths[row]], atol: 1e-6), $"row {row}");
            Assert.IsTrue(hAlone[TensorIndex.Colon, 0].allclose(h[TensorIndex.Colon, row], atol: 1e-6));
            Assert.IsTrue(cAlone[TensorIndex.Colon, 0].allclose(c[TensorIndex.Colon, row], atol: 1e-6));
            Assert.AreEqual(0f, padded[row, (int)lengths[row]..].abs().sum().item<float>());
        }
    }

    [TestMethod]
    public void Packed_Sorted_RunsThroughGruAndRnn()
    {
        using var packed = pack_sequence(new[] { ones(3, 2), ones(1, 2) });
        CollectionAssert.AreEqual(new long[] { 2, 1, 1 }, packed.batch_sizes.data<long>().ToArray());
        using var gru = nn.GRU(2, 4);
        var (output, last) = gru.call(packed);
        CollectionAssert.AreEqual(new long[] { 4, 4 }, output.data.shape);
        CollectionAssert.AreEqual(new long[] { 1, 2, 4 }, last.shape);
        using var rnn = nn.RNN(2, 4);
        CollectionAssert.AreEqual(new long[] { 4, 4 }, rnn.call(packed).Item1.data.shape);
        var (padded, _) = pad_packed_sequence(output, padding_value: 9, total_length: 5);
        CollectionAssert.AreEqual(new long[] { 5, 2, 4 }, padded.shape);
        Assert.AreEqual(9f, padded[4, 0, 0].item<float>());
    }

    [TestMethod]
    public void PackPadded_Unsorted_Throws() =>
        Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() =>
            pack_padded_sequence(zeros(3, 2, 1), tensor(new long[] { 1, 3 }))
        );

    [TestMethod]
    public void PadSequence_FillsTheShortOnes()
    {
        using var padded = pad_sequence(new[] { ones(3), ones(1) }, batch_first: true, padding_value: -1);
        CollectionAssert.AreEqual(new[] { 1f, 1f, 1f, 1f, -1f, -1f }, padded.data<float>().ToArray());
    }

    [TestMethod]
    public void To_AnotherType_KeepsTheParameterObjects()
    {
        using var lstm = nn.LSTM(2, 3);
        var before = lstm.parameters().ToArray();
        lstm.to(ScalarType.Float64);
        CollectionAssert.AreEqual(before, lstm.parameters().ToArray());
        Assert.AreEqual(ScalarType.Float64, lstm.call(zeros(1, 1, 2, dtype: ScalarType.Float64)).Item1.dtype);
    }

    [TestMethod]
    public void SaveAndLoad_GiveTheSameOutput()
    {
        using var lstm = nn.LSTM(2, 3);
        using var other = nn.LSTM(2, 3);
        using var stream = new MemoryStream();
        lstm.save(stream);
        other.load(new MemoryStream(stream.ToArray()));
        using var x = randn(4, 1, 2);
        Assert.IsTrue(lstm.call(x).Item1.Equals(other.call(x).Item1));
    }

    private static Tensor Steps(nn.Module<Tensor, Tensor, Tensor> cell, Tensor x)
    {
        var h = zeros(2, 4);
        foreach (var step in x.unbind())
            h = cell.call(step, h);
        return h;
    }

    private static void Copy(nn.Module layer, nn.Module cell) =>
        cell.load_state_dict(
            layer.state_dict().ToDictionary(entry => entry.Key.Replace("_l0", ""), entry => entry.Value)
        );

    [TestMethod]
    public void Input_OfTheWrongShape_IsNamed()
    {
        using var lstm = nn.LSTM(3, 4);
        using var gru = nn.GRU(3, 4);
        using var rnn = nn.RNN(3, 4);
        AssertFails("input must have 3 dimensions, got 2", () => lstm.call(zeros(2, 3)));
        AssertFails("input must have 3 dimensions, got 2", () => gru.call(zeros(2, 3)));
        AssertFails("input must have 3 dimensions, got 2", () => rnn.call(zeros(2, 3)));
        var size = "input.size(-1) must be equal to input_size. Expected 3, got 5";
        AssertFails(size, () => lstm.call(zeros(2, 1, 5)));
        AssertFails(size, () => gru.call(zeros(2, 1, 5)));
        AssertFails(size, () => rnn.call(zeros(2, 1, 5)));
        AssertFails(
            "input.size(-1) must be equal to input_size. Expected 3, got 2",
            () => lstm.call(pack_sequence(new[] { zeros(3, 2) }))
        );
    }

    [TestMethod]
    public void State_OfTheWrongShape_IsNamed()
    {
        using var x = zeros(2, 1, 3);
        using var wide = zeros(1, 2, 4);
        using var right = zeros(1, 1, 4);
        using var lstm = nn.LSTM(3, 4);
        using var gru = nn.GRU(3, 4);
        using var rnn = nn.RNN(3, 4);
        AssertFails("Expected hidden[0] size 1 1 4, got [1, 2, 4]", () => lstm.call(x, (wide, wide)));
        AssertFails("Expected hidden[1] size 1 1 4, got [1, 2, 4]", () => lstm.call(x, (right, wide)));
        AssertFails("Expected hidden size 1 1 4, got [1, 2, 4]", () => gru.call(x, wide));
        AssertFails("Expected hidden size 1 1 4, got [1, 2, 4]", () => rnn.call(x, wide));
        AssertFails(
            "Expected hidden size 1 1 4, got [1, 2, 4]",
            () => gru.call(pack_sequence(new[] { zeros(3, 3) }), wide)
        );
    }

    [TestMethod]
    public void Cells_WithAStateOfTheWrongShape_NameIt()
    {
        using var x = zeros(2, 3);
        using var lstm = nn.LSTMCell(3, 4);
        using var gru = nn.GRUCell(3, 4);
        AssertFails(
            "Input batch size 2 doesn't match hidden[0] batch size 1",
            () => lstm.call(x, (zeros(1, 4), zeros(1, 4)))
        );
        AssertFails(
            "hidden[1] has inconsistent hidden_size: got 5, expected 4",
            () => lstm.call(x, (zeros(2, 4), zeros(2, 5)))
        );
        AssertFails("Input batch size 2 doesn't match hidden batch size 1", () => gru.call(x, zeros(1, 4)));
        AssertFails("input has inconsistent input_size: got 5 expected 3", () => gru.call(zeros(2, 5), zeros(2, 4)));
        AssertFails("Input batch size 2 doesn't match hidden[0] batch size 0", () => lstm.call(x));
    }

    [TestMethod]
    public void Factories_RefuseDropoutAboveOneAndNoHiddenUnits()
    {
        AssertFails("dropout should be a number in range [0, 1]", () => nn.LSTM(3, 4, 2, dropout: 1.5));
        AssertFails("proj_size has to be a positive integer", () => nn.GRU(3, 0));
    }

    [TestMethod]
    public void LayersMadeInAScope_RunAfterIt_ThoughTheirParameterObjectsAreGone()
    {
        LSTM lstm;
        GRUCell cell;
        Embedding embedding;
        using (var scope = NewDisposeScope())
        {
            lstm = nn.LSTM(2, 3);
            Assert.AreEqual(4, scope.DisposablesCount);
            cell = nn.GRUCell(2, 3);
            embedding = nn.Embedding(5, 2);
            Assert.AreEqual(9, scope.DisposablesCount);
        }
        CollectionAssert.AreEqual(new long[] { 1, 1, 3 }, lstm.call(zeros(1, 1, 2)).Item1.shape);
        CollectionAssert.AreEqual(new long[] { 1, 3 }, cell.call(zeros(1, 2), zeros(1, 3)).shape);
        CollectionAssert.AreEqual(new long[] { 1, 2 }, embedding.call(zeros(1, dtype: int64)).shape);
        Assert.IsFalse(cell.weight_ih!.IsInvalid);
        Assert.IsEmpty(lstm.parameters());
        using var stream = new MemoryStream();
        lstm.save(stream);
        CollectionAssert.AreEqual(new byte[] { 0 }, stream.ToArray());
    }

    [TestMethod]
    public void Call_LeavesToTheScope_ItsResultsAndTheZerosOfAMissingState()
    {
        using var lstm = nn.LSTM(2, 3, numLayers: 2, bidirectional: true);
        using var gru = nn.GRU(2, 3);
        using var x = zeros(4, 2, 2);
        using var lengths = tensor(new long[] { 2, 4 });
        using var state = zeros(4, 2, 3);
        using var scope = NewDisposeScope();
        AssertLeft(3, () => lstm.call(x, (state, state)));
        AssertLeft(5, () => lstm.call(x));
        AssertLeft(3, () => gru.call(x));
        using var packed = pack_padded_sequence(x, lengths, enforce_sorted: false);
        AssertLeft(3, () => lstm.call(packed, (state, state)));
        AssertLeft(6, () => lstm.call(packed));
        AssertLeft(2, () => pad_packed_sequence(packed));

        void AssertLeft(int expected, Func<object> call)
        {
            var before = scope.DisposablesCount;
            call();
            Assert.AreEqual(expected, scope.DisposablesCount - before);
        }
    }

    private static void AssertFails(string message, Func<object?> call) =>
        StringAssert.Contains(
            Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => call()).Message,
            message
        );
}
