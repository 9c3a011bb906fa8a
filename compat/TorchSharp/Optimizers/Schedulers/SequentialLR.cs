namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// One schedule after another: the one after a milestone begins with the step of that number.
                /// </summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] schedulers;
                    private readonly int[] milestones;

                    public SequentialLR(
                        Optimizer optimizer,
                        IEnumerable<LRScheduler> schedulers,
                        IEnumerable<int> milestones,
                        int last_epoch = -1
                    )
                        : base(optimizer, last_epoch + 1)
                    {
                        this.schedulers = [.. schedulers];
                        this.milestones = [.. milestones];
                        if (this.schedulers.Any(scheduler => scheduler.Optimizer != optimizer))
                            throw new ArgumentException(
                                "The SequentialLR scheduler expects all its sub-schedulers to be bound to the same optimizer."
                            );
                        if (this.milestones.Length != this.schedulers.Length - 1)
                            throw new ArgumentException(
                                $"Received {this.schedulers.Length} schedulers and {this.milestones.Length} milestones. The "
                                    + "SequentialLR scheduler expects the number of schedulers to be one more than the number of milestones. "
                            );
                        foreach (var group in Groups)
                            group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in this.schedulers)
                            scheduler.LastEpoch--;
                        this.schedulers[0].step();
                        LastRates = this.schedulers[0].LastRates;
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var current = milestones.Length;
                        while (current > 0 && milestones[current - 1] > LastEpoch)
                            current--;
                        if (current > 0 && milestones[current - 1] == LastEpoch)
                            schedulers[current].step(0);
                        else
                            schedulers[current].step();
                        return Rates;
                    }
                }
            }

            public static LRScheduler SequentialLR(
                Optimizer optimizer,
                IEnumerable<LRScheduler> schedulers,
                IEnumerable<int> milestones,
                int last_epoch = -1
            ) => new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);
        }
    }
}
