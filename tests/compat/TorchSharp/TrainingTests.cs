using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

/// <summary>Training as tests/reference/torch_training.py does it: same seed, same numbers.</summary>
[TestClass]
public class TrainingTests
{
    public static IEnumerable<object[]> Runs =>
        from cell in new[] { "lstm", "gru", "rnn" }
        from optimizer in new[] { "adam", "adamw", "sgd", "rmsprop" }
        select new object[] { cell, optimizer };

    private static readonly string[] GoldenLines = PythonTorch.Resource("torch_training.txt").Split('\n');

    private static readonly Lazy<string[]?> LiveLines = new(() => PythonTorch.Run("torch_training.py"));

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Train_FiftySteps_GivesTheLossesOfPyTorch(string cell, string optimizer)
    {
        // Without dropout: which elements it takes differs between builds of libtorch.
        var expected = Losses(GoldenLines, cell, optimizer, 0).Select(Value).ToArray();
        var losses = Train(cell, optimizer, dropout: 0);
        for (var step = 0; step < 50; step++)
            Assert.AreEqual(expected[step], losses[step], 2e-3f * expected[step], $"step {step}");
    }

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Train_FiftyStepsOnTheLibtorchOfPython_GivesTheSameBits(string cell, string optimizer)
    {
        if (LiveLines.Value is not { } lines)
        {
            Assert.Inconclusive("/usr/bin/python3 has no torch; the golden values are compared all the same.");
            return;
        }
        foreach (var dropout in new[] { 0.0, 0.2 })
        {
            var losses = Train(cell, optimizer, dropout);
            if (lines[0] != PythonTorch.LoadedLibtorch())
                Assert.Inconclusive($"Python uses {lines[0]}, this process {PythonTorch.LoadedLibtorch()}.");
            var expected = Losses(lines, cell, optimizer, dropout);
            CollectionAssert.AreEqual(expected, losses.Select(Bits).ToArray(), $"dropout {dropout}");
        }
    }

    [TestMethod]
    public void Train_AThousandSteps_LeavesNoTensorBehind()
    {
        using var x = randn(8, 5, 3);
        using var y = randn(8, 1);
        using var model = new Regressor("lstm", 0.1);
        using var steps = optim.Adam(model.parameters(), 0.01);
        Step();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (total, live) = (Tensor.TotalCount, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        for (var step = 0; step < 1000; step++)
            Step();
        Assert.AreEqual(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.AreEqual(total, Tensor.TotalCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            steps.zero_grad();
            var loss = nn.functional.mse_loss(model.call(x), y);
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1.0);
            steps.step();
        }
    }

    private static string[] Losses(string[] lines, string cell, string optimizer, double dropout)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{cell} {optimizer} {dropout:0.0} ");
        return lines.Single(line => line.StartsWith(run, StringComparison.Ordinal))[run.Length..].Split(' ');
    }

    private static float Value(string bits) =>
        BitConverter.Int32BitsToSingle(int.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string Bits(float value) =>
        BitConverter.SingleToInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);

    private static float[] Train(string cell, string optimizer, double dropout)
    {
        set_num_threads(1);
        manual_seed(42);
        using var x = randn(16, 12, 3);
        using var y = randn(16, 1);
        using var model = new Regressor(cell, dropout);
        using var steps = Optimizer(optimizer, model.parameters());
        var losses = new float[50];
        for (var step = 0; step < losses.Length; step++)
        {
            using var scope = NewDisposeScope();
            steps.zero_grad();
            var loss = nn.functional.mse_loss(model.call(x), y);
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 1.0);
            steps.step();
            losses[step] = loss.item<float>();
        }
        return losses;
    }

    private static optim.Optimizer Optimizer(string name, IEnumerable<Parameter> parameters) =>
        name switch
        {
            "adamw" => optim.AdamW(parameters, lr: 0.01, weight_decay: 0.02, amsgrad: true),
            "sgd" => optim.SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.001, nesterov: true),
            "rmsprop" => optim.RMSProp(parameters, lr: 0.005, momentum: 0.5, centered: true),
            _ => optim.Adam(parameters, lr: 0.01),
        };

    private sealed class Regressor : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module recurrent;
        private readonly Linear head;

        internal Regressor(string cell, double dropout)
            : base(nameof(Regressor))
        {
            recurrent = cell switch
            {
                "lstm" => nn.LSTM(3, 20, 2, batchFirst: true, dropout: dropout, bidirectional: true),
                "gru" => nn.GRU(3, 20, 2, batchFirst: true, dropout: dropout, bidirectional: true),
                _ => nn.RNN(3, 20, 2, batchFirst: true, dropout: dropout, bidirectional: true),
            };
            head = nn.Linear(40, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var output = recurrent switch
            {
                LSTM lstm => lstm.call(input).Item1,
                GRU gru => gru.call(input).Item1,
                _ => ((RNN)recurrent).call(input).Item1,
            };
            return head.call(output[TensorIndex.Colon, -1]);
        }
    }
}
