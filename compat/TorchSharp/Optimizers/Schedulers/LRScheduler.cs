namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rate of each group of an optimizer once a step.</summary>
            public abstract class LRScheduler
            {
                internal Optimizer Optimizer = null!;
                internal int LastEpoch = -1;
                internal IList<double> LastRates = [];
                internal IList<double> BaseRates = [];
                private readonly bool verbose;

                protected int _step_count;

                protected LRScheduler() { }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    Optimizer = optimizer;
                    LastEpoch = last_epoch;
                    this.verbose = verbose;
                    BaseRates = [.. Groups.Select(group => group.InitialLearningRate)];
                    LastRates = [.. Rates];
                }

                internal IReadOnlyList<ILearningRateController> Groups => [.. Optimizer.ParamGroups];

                internal IEnumerable<double> Rates => Groups.Select(group => group.LearningRate);

                internal bool Verbose => verbose;

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    LastEpoch = epoch ?? LastEpoch + 1;
                    // Once a step: asking some schedules for their rate moves them on.
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToArray();
                    var groups = Groups;
                    for (var i = 0; i < BaseRates.Count; i++)
                    {
                        groups[i].LearningRate = rates[i];
                        if (verbose && LastRates[i] != rates[i])
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        LastRates[i] = rates[i];
                    }
                }

                /// <summary>For callers who always have a metric: only ReduceLROnPlateau looks at it.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => LastRates;

                protected virtual IEnumerable<double> get_lr() => Rates;

                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();
            }
        }
    }
}
