namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the rate when a metric has not improved for some epochs.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool lowerIsBetter;
                    private readonly bool relative;
                    private readonly double factor;
                    private readonly int patience;
                    private readonly double threshold;
                    private readonly int cooldown;
                    private readonly double eps;
                    private readonly double[] minimums;
                    private double best;
                    private int badEpochs;
                    private int coolingEpochs;

                    public ReduceLROnPlateau(
                        Optimizer optimizer,
                        string mode = "min",
                        double factor = 0.1,
                        int patience = 10,
                        double threshold = 1e-4,
                        string threshold_mode = "rel",
                        int cooldown = 0,
                        IList<double>? min_lr = null,
                        double eps = 1e-8,
                        bool verbose = false
                    )
                        : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1.0)
                            throw new ArgumentException("Factor should be < 1.0");
                        if (mode is not ("min" or "max"))
                            throw new ArgumentException($"mode {mode} is unknown!");
                        if (threshold_mode is not ("rel" or "abs"))
                            throw new ArgumentException($"threshold mode {threshold_mode} is unknown!");
                        lowerIsBetter = mode == "min";
                        relative = threshold_mode == "rel";
                        this.factor = factor;
                        this.patience = patience;
                        this.threshold = threshold;
                        this.cooldown = cooldown;
                        this.eps = eps;
                        minimums = min_lr switch
                        {
                            null or { Count: 0 } => [.. Groups.Select(_ => 0.0)],
                            { Count: 1 } => [.. Groups.Select(_ => min_lr[0])],
                            _ => [.. min_lr],
                        };
                        best = lowerIsBetter ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step(double current, int? epoch = null)
                    {
                        LastEpoch = epoch ?? LastEpoch + 1;
                        badEpochs = IsBetter(current) ? 0 : badEpochs + 1;
                        if (badEpochs == 0)
                            best = current;
                        if (coolingEpochs > 0)
                        {
                            coolingEpochs--;
                            badEpochs = 0;
                        }
                        if (badEpochs <= patience)
                            return;
                        Reduce();
                        coolingEpochs = cooldown;
                        badEpochs = 0;
                    }

                    public override void step() => throw WithoutMetric("step()");

                    public override void step(int? epoch) => throw WithoutMetric("step(int?)");

                    private bool IsBetter(double metric) =>
                        (lowerIsBetter, relative) switch
                        {
                            (true, true) => metric < best * (1 - threshold),
                            (true, false) => metric < best - threshold,
                            (false, true) => metric > best * (1 + threshold),
                            (false, false) => metric > best + threshold,
                        };

                    private void Reduce()
                    {
                        foreach (var (group, minimum) in Groups.Zip(minimums))
                        {
                            var reduced = Math.Max(group.LearningRate * factor, minimum);
                            if (group.LearningRate - reduced <= eps)
                                continue;
                            group.LearningRate = reduced;
                            if (Verbose)
                                Console.WriteLine($"Epoch {LastEpoch}: reducing learning rate to {reduced:g4}.");
                        }
                    }

                    private static InvalidOperationException WithoutMetric(string call) =>
                        new(
                            $"{call} should not be used with the ReduceLROnPlateau scheduler. "
                                + "Use step(double, int?), instead."
                        );
                }
            }

            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer,
                string mode = "min",
                double factor = 0.1,
                int patience = 10,
                double threshold = 1e-4,
                string threshold_mode = "rel",
                int cooldown = 0,
                IList<double>? min_lr = null,
                double eps = 1e-8,
                bool verbose = false
            ) =>
                new impl.ReduceLROnPlateau(
                    optimizer,
                    mode,
                    factor,
                    patience,
                    threshold,
                    threshold_mode,
                    cooldown,
                    min_lr,
                    eps,
                    verbose
                );
        }
    }
}
