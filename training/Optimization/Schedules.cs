namespace Rnn.Onnx.Training.Optimization;

/// <summary>The formulas of the schedules. None has a state: whoever resumes a run computes the same rate again.</summary>
internal static class Schedules
{
    private static readonly Dictionary<ScheduleKind, Func<ScheduleSettings, SchedulePoint, double>> Formulas = new()
    {
        [ScheduleKind.Constant] = (_, _) => 1,
        [ScheduleKind.Step] = (s, at) => Math.Pow(s.Gamma, at.Epoch / s.StepEpochs),
        [ScheduleKind.Exponential] = (s, at) => Math.Pow(s.Gamma, at.Epoch),
        [ScheduleKind.Cosine] = (s, at) => Cosine(1, s.LowestShare, (double)at.Step / Math.Max(at.Steps, 1)),
        [ScheduleKind.OneCycle] = OneCycle,
        [ScheduleKind.Plateau] = Plateau,
    };

    public static double Share(ScheduleSettings settings, SchedulePoint at) => Formulas[settings.Kind](settings, at);

    // Half a cosine from one value to another, t from 0 to 1.
    private static double Cosine(double from, double to, double t) =>
        to + (from - to) * (1 + Math.Cos(Math.PI * t)) / 2;

    // The peak stands at rising share * steps - 1 and the end at steps - 1, counted from 0.
    private static double OneCycle(ScheduleSettings s, SchedulePoint at)
    {
        var (start, end) = (1 / s.StartDivisor, 1 / s.StartDivisor / s.EndDivisor);
        var peak = s.RisingShare * at.Steps - 1;
        var step = Math.Min(at.Step, at.Steps - 1);
        return step <= peak
            ? Cosine(start, 1, peak == 0 ? 1 : step / peak)
            : Cosine(1, end, (step - peak) / (at.Steps - 1 - peak));
    }

    // Counts the epochs that were no better than the best before; at more than the patience the rate falls once and the
    // counting begins anew.
    private static double Plateau(ScheduleSettings s, SchedulePoint at)
    {
        var (best, bad, share) = (double.PositiveInfinity, 0, 1.0);
        foreach (var loss in at.ValidationLosses)
        {
            if (loss < best * (1 - s.PlateauThreshold))
                (best, bad) = (loss, 0);
            else
                bad++;
            if (bad <= s.PlateauPatience)
                continue;
            (share, bad) = (Math.Max(share * s.Gamma, s.LowestShare), 0);
        }
        return share;
    }
}
