using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Training.Tests.Models;

[TestClass]
public sealed class ForecasterTests
{
    private const long Day = 86_400;
    private static readonly Scaler Three = new([5, 900, -20], [0.5f, 120, 7]);

    private static ForecasterOptions Options =>
        new()
        {
            LookBack = 12,
            Horizon = 6,
            SegmentLength = 4,
            Recurrent = new RecurrentOptions { Features = 3, Hidden = 8 },
        };

    [TestMethod]
    [DataRow(ForecastDecoding.Direct)]
    [DataRow(ForecastDecoding.Recursive)]
    [DataRow(ForecastDecoding.Segments)]
    public void Forecast_SeveralTargets_GivesAValueForEach(ForecastDecoding decoding)
    {
        using var model = Built(Options with { Targets = [0, 1, 2], Decoding = decoding });

        var output = model.Forecast(Series(rows: 2));

        CollectionAssert.AreEqual(new long[] { 2, 6, 3 }, output.Forecast.shape);
        Assert.IsNull(output.Quantiles);
    }

    [TestMethod]
    public void Forecast_Quantiles_AreInOrderAndTheMedianIsTheForecast()
    {
        using var model = Built(Options with { Targets = [1], Quantiles = [0.1, 0.3, 0.5, 0.9] });

        var (forecast, quantiles) = model.Forecast(Series(rows: 5));

        CollectionAssert.AreEqual(new long[] { 5, 6, 4 }, quantiles!.shape);
        var steps = quantiles.narrow(2, 1, 3) - quantiles.narrow(2, 0, 3);
        Assert.IsTrue(steps.ge(0).all().item<bool>());
        Assert.IsTrue(quantiles.select(2, 2).eq(forecast).all().item<bool>());
    }

    [TestMethod]
    [DataRow(WindowNormalization.Mean)]
    [DataRow(WindowNormalization.LastValue)]
    public void Forecast_WindowOnAnotherLevel_IsTheSameForecastOnThatLevel(WindowNormalization normalization)
    {
        using var model = Built(Options with { Targets = [1], Normalization = normalization });
        var series = Series(rows: 3);

        var low = model.Forecast(series).Forecast;
        var high = model.Forecast(series + torch.tensor(new float[] { 0, 600, 0 })).Forecast;

        Assert.IsLessThan(0.01f, (high - low - 600).abs().max().item<float>());
    }

    [TestMethod]
    public void Forecast_ChannelIndependent_DoesNotReadTheOtherColumns()
    {
        using var model = Built(Options with { Targets = [1], ChannelIndependent = true });
        var series = Series(rows: 3);
        var others = series + torch.tensor(new float[] { 4, 0, -9 });

        Assert.IsTrue(model.Forecast(series).Forecast.eq(model.Forecast(others).Forecast).all().item<bool>());
    }

    [TestMethod]
    [DataRow(WindowNormalization.None)]
    [DataRow(WindowNormalization.Mean)]
    [DataRow(WindowNormalization.LastValue)]
    public void Forecast_MissingValues_CountButNeverSpread(WindowNormalization normalization)
    {
        using var model = Built(Options with { Missing = MissingInputs.Mask, Normalization = normalization });
        var series = Series(rows: 2);
        var damaged = series.clone();
        damaged[0, 3, 0] = float.NaN;
        damaged[1, 11, 2] = float.NaN;
        var empty = torch.full_like(series, float.NaN);

        Assert.IsTrue(model.Forecast(series).Forecast.isfinite().all().item<bool>());
        Assert.IsTrue(model.Forecast(damaged).Forecast.isfinite().all().item<bool>());
        Assert.IsTrue(model.Forecast(empty).Forecast.isfinite().all().item<bool>());
        Assert.IsFalse(model.Forecast(damaged).Forecast.eq(model.Forecast(series).Forecast).all().item<bool>());
    }

    [TestMethod]
    public void Forecast_Calendar_ReadsTheDatesOfTheStepsAhead()
    {
        using var model = Built(Options with { Calendar = [new CalendarFeature(CalendarField.WeekDay)] });
        var series = Series(rows: 1);
        var times = torch.arange(18).unsqueeze(0) * Day;

        var monday = model.Forecast(series, times).Forecast;
        var nextWeek = model.Forecast(series, times + 7 * Day).Forecast;
        var tuesday = model.Forecast(series, times + Day).Forecast;

        Assert.IsTrue(monday.eq(nextWeek).all().item<bool>());
        Assert.IsFalse(monday.eq(tuesday).any().item<bool>());
    }

    [TestMethod]
    public void Forecast_CalendarWithoutTimes_SaysWhatIsMissing()
    {
        using var model = Built(Options with { Calendar = [new CalendarFeature(CalendarField.WeekDay)] });

        var error = Assert.ThrowsExactly<InvalidInputException>(() => model.Forecast(Series(rows: 2)));

        Assert.AreEqual("Forecaster: expected times [2, 12 + 6] for its calendar features, found none.", error.Message);
    }

    [TestMethod]
    public void Forecast_NotAMultipleOfTheSegment_SaysSo()
    {
        using var model = Built(Options with { Decoding = ForecastDecoding.Segments });

        var error = Assert.ThrowsExactly<InvalidInputException>(() => model.Forecast(torch.zeros(2, 10, 3)));

        Assert.AreEqual("Forecaster: expected a multiple of 4 steps, the segment length, found 10.", error.Message);
    }

    [TestMethod]
    public void Describe_EveryKind_CountsEveryParameter()
    {
        foreach (var decoding in Enum.GetValues<ForecastDecoding>())
        foreach (var calendar in new CalendarFeature[][] { [], [new(CalendarField.WeekDay)] })
        {
            using var model = Built(
                Options with
                {
                    Targets = [0, 2],
                    ChannelIndependent = true,
                    Decoding = decoding,
                    Calendar = calendar,
                    AffineNormalization = true,
                }
            );
            Assert.AreEqual(model.parameters().Sum(p => p.numel()), model.Describe().Parameters, $"{decoding}");
        }
    }

    [TestMethod]
    [DataRow("targets", "Option targets: expected different columns from 0 to 2, found 1, 1.")]
    [DataRow(
        "order",
        "Option quantiles: expected increasing levels between 0 and 1 with 0.5 among them, found 0.9, 0.5."
    )]
    [DataRow("several", "Option quantiles: expected a single target with them, found 2 targets.")]
    [DataRow("segment", "Option look-back: expected a multiple of the segment length 5, found 12.")]
    [DataRow(
        "recursive",
        "Option decoding: expected recursive only where every column read is forecast as well, found 1 targets of 3 columns."
    )]
    public void Validate_OptionsThatDoNotGoTogether_SaysWhich(string which, string message)
    {
        var options = which switch
        {
            "targets" => Options with { Targets = [1, 1] },
            "order" => Options with { Quantiles = [0.9, 0.5] },
            "several" => Options with { Targets = [0, 1], Quantiles = [0.5] },
            "segment" => Options with { Decoding = ForecastDecoding.Segments, SegmentLength = 5 },
            _ => Options with { Decoding = ForecastDecoding.Recursive },
        };

        var error = Assert.ThrowsExactly<InvalidInputException>(() => options.Validate());

        Assert.AreEqual(message, error.Message);
    }

    [TestMethod]
    public void Create_FromItsSpecification_IsTheSameModel()
    {
        using var model = Built(
            Options with
            {
                Targets = [2],
                Quantiles = [0.1, 0.5, 0.9],
                Calendar = CalendarFeature.For(new TimeStep(0, TimeSpan.FromDays(1))).ToArray(),
                Recurrent = new RecurrentOptions
                {
                    Features = 3,
                    Hidden = 8,
                    Cell = CellKind.Gru,
                },
            }
        );

        using var again = (Forecaster)ModelFactory.Create(ModelFactory.SpecificationOf(model));

        Assert.AreEqual(model.Describe().ToString(), again.Describe().ToString());
        CollectionAssert.AreEqual(
            model.Options.Calendar.Select(f => f.ToString()).ToArray(),
            again.Options.Calendar.Select(f => f.ToString()).ToArray()
        );
    }

    [TestMethod]
    public void Parse_CalendarFeature_ReadsWhatItWrites()
    {
        var feature = CalendarFeature.Parse("month-of-year+day-of-month");

        CollectionAssert.AreEqual(
            new[] { CalendarField.MonthOfYear, CalendarField.DayOfMonth },
            feature.Fields.ToArray()
        );
        Assert.AreEqual("month-of-year+day-of-month", feature.ToString());
        var error = Assert.ThrowsExactly<InvalidInputException>(() => CalendarFeature.Parse("moon"));
        StringAssert.StartsWith(error.Message, "Option calendar: expected auto, none or fields of minute-of-hour, ");
        StringAssert.EndsWith(error.Message, ", several joined by '+', found 'moon'.");
    }

    private static Forecaster Built(ForecasterOptions options)
    {
        torch.manual_seed(4);
        var model = new Forecaster(options, Three);
        model.eval();
        return model;
    }

    private static torch.Tensor Series(int rows)
    {
        torch.manual_seed(5);
        var scaled = torch.randn(rows, 12, 3);
        return scaled * torch.tensor(Three.Deviations.ToArray()) + torch.tensor(Three.Means.ToArray());
    }
}
