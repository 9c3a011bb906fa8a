using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Every combination of a forecaster's options that goes together, against ONNX Runtime.</summary>
[TestClass]
public sealed class ForecasterParityTests
{
    private const int Columns = 3;
    private static readonly CellKind[] Cells = [CellKind.Lstm, CellKind.Gru, CellKind.ElmanTanh, CellKind.ElmanRelu];
    private static readonly Scaler Scaler = new([5, 900, -20], [0.5f, 120, 7]);

    private static readonly CalendarFeature[] Calendar =
    [
        new(CalendarField.WeekDay),
        new(CalendarField.MonthOfYear, CalendarField.WeekOfMonth, CalendarField.WeekDay),
    ];

    [TestMethod]
    [DataRow(ForecastDecoding.Direct, 96)]
    [DataRow(ForecastDecoding.Recursive, 64)]
    [DataRow(ForecastDecoding.Segments, 96)]
    public void Demand_EveryCombination_IsReproducedByOnnxRuntime(ForecastDecoding decoding, int count)
    {
        var cases = Combinations(decoding).ToArray();
        for (var i = 0; i < cases.Length; i++)
        {
            // Cells and layers take turns: they have a matrix of their own.
            var options = cases[i] with
            {
                Recurrent = cases[i].Recurrent with { Cell = Cells[i % 4], Layers = 1 + i / 4 % 2 },
            };
            torch.manual_seed(i);
            using var model = Shaken(new Forecaster(options, Scaler));
            var report = VerifiedExport.Demand(OnnxExporter.Export(model));
            Assert.IsGreaterThan(0, report.LargestRelative, $"{options}: nothing was compared.");
        }
        Assert.HasCount(count, cases);
    }

    [TestMethod]
    public void Export_SegmentsOfSharedLayers_StoresTheWeightsOnce()
    {
        using var model = new Forecaster(Base(ForecastDecoding.Segments), Scaler);

        var file = OnnxExporter.Export(model).File;

        var parameters = model.parameters().Sum(p => p.numel()) * sizeof(float);
        Assert.IsLessThan(parameters + 8_000, file.ToBytes().Length);
    }

    private static IEnumerable<ForecasterOptions> Combinations(ForecastDecoding decoding) =>
        from targets in new int[][] { [1], [0, 1, 2] }
        from independent in new[] { false, true }
        from quantiles in new double[][] { [], [0.1, 0.5, 0.9] }
        from calendar in new CalendarFeature[][] { [], Calendar }
        from normalization in Enum.GetValues<WindowNormalization>()
        from affine in new[] { false, true }
        from missing in Enum.GetValues<MissingInputs>()
        where !affine || normalization == WindowNormalization.Mean
        let options = Base(decoding) with
        {
            Targets = targets,
            ChannelIndependent = independent,
            Quantiles = quantiles,
            Calendar = calendar,
            Normalization = normalization,
            AffineNormalization = affine,
            Missing = missing,
        }
        where IsValid(options)
        select options;

    private static ForecasterOptions Base(ForecastDecoding decoding) =>
        new()
        {
            Decoding = decoding,
            LookBack = 12,
            Horizon = 6,
            SegmentLength = 4,
            HeadSize = 9,
            Recurrent = new RecurrentOptions { Features = Columns, Hidden = 8 },
        };

    private static bool IsValid(ForecasterOptions options)
    {
        try
        {
            options.Validate();
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    // Gains of 1 and shifts of 0 would hide a mistake.
    private static Forecaster Shaken(Forecaster model)
    {
        using var none = torch.no_grad();
        foreach (var parameter in model.parameters())
        {
            using var noise = torch.randn_like(parameter).mul_(0.2f);
            parameter.add_(noise);
        }
        return model;
    }
}
