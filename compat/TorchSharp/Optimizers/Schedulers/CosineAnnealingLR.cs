namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Half a cosine from the initial rate to the least, and back.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double period;
                    private readonly double minimum;

                    public CosineAnnealingLR(
                        Optimizer optimizer,
                        double T_max,
                        double eta_min = 0,
                        int last_epoch = -1,
                        bool verbose = false
                    )
                        : base(optimizer, last_epoch, verbose)
                    {
                        period = T_max;
                        minimum = eta_min;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        LastEpoch == 0 ? Rates
                        : (LastEpoch - 1 - period) % (2 * period) == 0
                            ? Rates.Zip(
                                BaseRates,
                                (rate, initial) => rate + (initial - minimum) * (1 - Math.Cos(Math.PI / period)) / 2
                            )
                        : Rates.Select(rate =>
                            (1 + Math.Cos(Math.PI * LastEpoch / period))
                                / (1 + Math.Cos(Math.PI * (LastEpoch - 1) / period))
                                * (rate - minimum)
                            + minimum
                        );

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate =>
                            minimum + (rate - minimum) * (1 + Math.Cos(Math.PI * LastEpoch / period)) / 2
                        );
                }
            }

            public static LRScheduler CosineAnnealingLR(
                Optimizer optimizer,
                double T_max,
                double eta_min = 0,
                int last_epoch = -1,
                bool verbose = false
            ) => new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);
        }
    }
}
