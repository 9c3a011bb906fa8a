namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One rise to max_lr and one long fall, with the momentum going the other way.</summary>
                public class OneCycleLR : LRScheduler
                {
                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    /// <summary>From one rate and momentum to the next, until a step.</summary>
                    private sealed record Phase(
                        double End,
                        IList<double> FromRate,
                        IList<double> ToRate,
                        IList<double> FromMomentum,
                        IList<double> ToMomentum
                    );

                    private readonly List<Phase> phases = [];
                    private readonly int totalSteps;
                    private readonly AnnealStrategy strategy;
                    private readonly bool cycleMomentum;

                    public OneCycleLR(
                        Optimizer optimizer,
                        double max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        double base_momentum = 0.85,
                        double max_momentum = 0.95,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : this(
                            optimizer,
                            optimizer.ParamGroups.Select(_ => max_lr),
                            total_steps,
                            epochs,
                            steps_per_epoch,
                            pct_start,
                            anneal_strategy,
                            cycle_momentum,
                            optimizer.ParamGroups.Select(_ => base_momentum),
                            optimizer.ParamGroups.Select(_ => max_momentum),
                            div_factor,
                            final_div_factor,
                            three_phase,
                            last_epoch,
                            verbose
                        ) { }

                    public OneCycleLR(
                        Optimizer optimizer,
                        IEnumerable<double> max_lr,
                        int total_steps = -1,
                        int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null,
                        double div_factor = 25,
                        double final_div_factor = 1e4,
                        bool three_phase = false,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException(
                                "optimizer must support momentum with `cycle_momentum` option enabled"
                            );
                        if (pct_start is < 0 or > 1)
                            throw new ArgumentException(
                                $"Expected float between 0 and 1 for pct_start, but got {pct_start}"
                            );
                        totalSteps = Total(total_steps, epochs, steps_per_epoch);
                        strategy = anneal_strategy;
                        cycleMomentum = cycle_momentum;

                        double[] top = [.. max_lr];
                        double[] initial = [.. top.Select(rate => rate / div_factor)];
                        double[] least = [.. initial.Select(rate => rate / final_div_factor)];
                        double[] high = [.. max_momentum ?? top.Select(_ => 0.95)];
                        double[] low = [.. base_momentum ?? top.Select(_ => 0.85)];
                        phases.Add(new(pct_start * totalSteps - 1, initial, top, high, low));
                        if (three_phase)
                        {
                            phases.Add(new(2 * pct_start * totalSteps - 2, top, initial, low, high));
                            phases.Add(new(totalSteps - 1, initial, least, high, high));
                        }
                        else
                        {
                            phases.Add(new(totalSteps - 1, top, least, low, high));
                        }
                        if (last_epoch == -1 && cycle_momentum)
                        {
                            foreach (var (group, momentum) in Groups.Zip(high))
                                SetMomentum(group, momentum);
                        }
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch > totalSteps)
                            throw new InvalidOperationException(
                                $"Tried to step {LastEpoch + 1} times. The specified number of total steps is {totalSteps}"
                            );
                        var current = phases.FindIndex(phase => LastEpoch <= phase.End);
                        // The package allows one step more than there are, and gives rate and momentum 0 for it.
                        if (current < 0)
                        {
                            foreach (var group in cycleMomentum ? Groups : [])
                                SetMomentum(group, 0);
                            return new double[Groups.Count];
                        }
                        var phase = phases[current];
                        var start = current == 0 ? 0 : phases[current - 1].End;
                        var share = (LastEpoch - start) / (phase.End - start);
                        var groups = Groups;
                        var rates = new double[groups.Count];
                        for (var i = 0; i < rates.Length; i++)
                        {
                            rates[i] = Anneal(phase.FromRate[i], phase.ToRate[i], share);
                            if (cycleMomentum)
                                SetMomentum(groups[i], Anneal(phase.FromMomentum[i], phase.ToMomentum[i], share));
                        }
                        return rates;
                    }

                    private double Anneal(double from, double to, double share) =>
                        strategy == AnnealStrategy.Cos
                            ? to + (from - to) / 2.0 * (Math.Cos(Math.PI * share) + 1)
                            : (to - from) * share + from;

                    private static void SetMomentum(ILearningRateController group, double value)
                    {
                        if (group is IBetas betas)
                            betas.Betas = (value, betas.Betas.Item2);
                        else if (group is IMomentum momentum)
                            momentum.Momentum = value;
                    }

                    private static int Total(int steps, int epochs, int stepsPerEpoch)
                    {
                        if (steps == -1 && epochs == -1 && stepsPerEpoch == -1)
                            throw new ArgumentException(
                                "You must define either total_steps OR (epochs AND steps_per_epoch)"
                            );
                        if (steps != -1)
                            return Positive("total_steps", steps);
                        return Positive("epochs", epochs) * Positive("steps_per_epoch", stepsPerEpoch);
                    }

                    private static int Positive(string name, int value) =>
                        value > 0
                            ? value
                            : throw new ArgumentException($"Expected positive integer {name}, but got {value}");
                }
            }

            public static LRScheduler OneCycleLR(
                Optimizer optimizer,
                double max_lr,
                int total_steps = -1,
                int epochs = -1,
                int steps_per_epoch = -1,
                double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true,
                double base_momentum = 0.85,
                double max_momentum = 0.95,
                double div_factor = 25,
                double final_div_factor = 1e4,
                bool three_phase = false,
                int last_epoch = -1,
                bool verbose = false
            ) =>
                new impl.OneCycleLR(
                    optimizer,
                    max_lr,
                    total_steps,
                    epochs,
                    steps_per_epoch,
                    pct_start,
                    anneal_strategy,
                    cycle_momentum,
                    base_momentum,
                    max_momentum,
                    div_factor,
                    final_div_factor,
                    three_phase,
                    last_epoch,
                    verbose
                );

            public static LRScheduler OneCycleLR(
                Optimizer optimizer,
                IEnumerable<double> max_lr,
                int total_steps = -1,
                int epochs = -1,
                int steps_per_epoch = -1,
                double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true,
                IEnumerable<double>? base_momentum = null,
                IEnumerable<double>? max_momentum = null,
                double div_factor = 25,
                double final_div_factor = 1e4,
                bool three_phase = false,
                int last_epoch = -1,
                bool verbose = false
            ) =>
                new impl.OneCycleLR(
                    optimizer,
                    max_lr,
                    total_steps,
                    epochs,
                    steps_per_epoch,
                    pct_start,
                    anneal_strategy,
                    cycle_momentum,
                    base_momentum,
                    max_momentum,
                    div_factor,
                    final_div_factor,
                    three_phase,
                    last_epoch,
                    verbose
                );
        }
    }
}
