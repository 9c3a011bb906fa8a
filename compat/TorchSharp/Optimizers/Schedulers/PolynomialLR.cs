namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>A polynomial down to zero.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly double totalIterations;
                    private readonly double power;

                    public PolynomialLR(
                        Optimizer optimizer,
                        int total_iters = 5,
                        double power = 1,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        totalIterations = total_iters;
                        this.power = power;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        LastEpoch == 0 || LastEpoch > totalIterations
                            ? Rates
                            : Rates.Select(rate =>
                                rate
                                * Math.Pow(
                                    (1.0 - LastEpoch / totalIterations) / (1.0 - (LastEpoch - 1) / totalIterations),
                                    power
                                )
                            );

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate =>
                            rate * Math.Pow(1 - Math.Min(totalIterations, LastEpoch) / totalIterations, power)
                        );
                }
            }

            public static LRScheduler PolynomialLR(
                Optimizer optimizer,
                int total_iters = 5,
                double power = 1,
                int last_epoch = -1,
                bool verbose = false
            ) => new impl.PolynomialLR(optimizer, total_iters, power, last_epoch, verbose);
        }
    }
}
