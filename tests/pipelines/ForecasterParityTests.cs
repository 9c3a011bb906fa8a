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
            Demand(cases[i], i, new ExportOptions());
        Assert.HasCount(count, cases);
    }

    // The operators that changed between versions are few: a sample has them all.
    [TestMethod]
    [DataRow(13)]
    [DataRow(22)]
    public void Demand_SampleAtOtherOpsets_IsReproducedByOnnxRuntime(int opset)
    {
        const int every = 11;
        var all = Enum.GetValues<ForecastDecoding>().SelectMany(Combinations).ToArray();
        var sample = all.Where((_, i) => i % every == opset % every).ToArray();
        for (var i = 0; i < sample.Length; i++)
            Demand(sample[i], i, new ExportOptions { Opset = opset });
        Assert.IsTrue(sample.Any(o => o.Calendar.Count > 0 && o.Missing == MissingInputs.Mask));
        Assert.IsTrue(sample.Any(o => o.Quantiles.Count > 0) && sample.Any(o => o.AffineNormalization));
        Assert.HasCount(3, sample.Select(o => o.Decoding).Distinct());
    }

    private static void Demand(ForecasterOptions options, int number, ExportOptions export)
    {
        // Cells and layers take turns: they have a matrix of their own.
        var varied = options with
        {
            Recurrent = options.Recurrent with { Cell = Cells[number % 4], Layers = 1 + number / 4 % 2 },
        };
        torch.manual_seed(number);
        using var model = Shaken(new Forecaster(varied, Scaler));
        var exported = OnnxExporter.Export(model, export);
        // Both may agree to the last bit: that values were compared is asked of the probes.
        var report = VerifiedExport.Demand(exported);
        Assert.IsTrue(report.Passed && report.Probes > 0, $"{varied}");
        Assert.IsTrue(exported.Probes.All(probe => probe.Outputs.Any(o => o.Floats.Length > 0)), $"{varied}");
        Assert.AreEqual(export.Opset, exported.File.Opset);
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
