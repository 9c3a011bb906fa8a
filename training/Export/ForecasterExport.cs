using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>A forecaster's graph with its inputs and outputs, and what the module answered to random probes.</summary>
internal static class ForecasterExport
{
    private const string Series = "series";
    private const string Times = "times";
    private const string Forecast = "forecast";
    private const string Quantiles = "quantiles";

    /// <summary>Of 1900 to 2100: probes of the calendar lie anywhere in it.</summary>
    private const int Century = 36_525;

    private const long Day = 86_400;
    private static readonly int[] ProbeBatches = [1, 3, 17];

    public static ExportedModel Write(Forecaster model, ExportOptions export) =>
        new(Graph(model, export), Probes(model, new Random(export.ProbeSeed)));

    public static ModelFile Graph(Forecaster model, ExportOptions export)
    {
        export.Validate();
        if (export.Stateful || export.Lengths == true)
            throw new InvalidInputException(
                $"Option {(export.Stateful ? "stateful" : "lengths")}: expected no for a {nameof(Forecaster)}, found yes."
            );
        var options = model.Options;
        var graph = export.Begin("forecaster");
        var series = graph.AddInput(Series, ElementType.Float, "batch", "time", options.Recurrent.Features);
        var times = options.Calendar.Count > 0 ? graph.AddInput(Times, ElementType.Int64, "batch", "steps") : null;
        var outputs = export.Registry.Convert(graph, model, new ModuleInputs(series) { Times = times });
        if (options.Targets.Count == 1)
            graph.AddOutput(Forecast, outputs[0], ElementType.Float, "batch", options.Horizon);
        else
            graph.AddOutput(Forecast, outputs[0], ElementType.Float, "batch", options.Horizon, options.Targets.Count);
        if (options.Quantiles.Count > 0)
            graph.AddOutput(
                Quantiles,
                outputs[1],
                ElementType.Float,
                "batch",
                options.Horizon,
                options.Quantiles.Count
            );
        graph.SetMetadata(ModuleOrigin.MetadataKey, ModuleOrigin.Of(model).ToJson());
        return graph.Build();
    }

    private static ParityProbe[] Probes(Forecaster model, Random random)
    {
        model.eval();
        using var none = no_grad();
        var options = model.Options;
        int[] lengths =
            options.Decoding == ForecastDecoding.Segments
                ? [options.SegmentLength, 2 * options.SegmentLength, options.LookBack]
                : [1, 2, options.LookBack, 50];
        return
        [
            .. from length in lengths.Distinct() from batch in ProbeBatches select Probe(model, random, batch, length),
        ];
    }

    private static ParityProbe Probe(Forecaster model, Random random, int batch, int length)
    {
        var options = model.Options;
        var features = options.Recurrent.Features;
        var values = Values(model, random, batch * length);
        var times = options.Calendar.Count > 0 ? Dates(random, batch, length + options.Horizon) : null;

        using var scope = NewDisposeScope();
        var stamps = times is null ? null : tensor(times, [batch, length + options.Horizon]); // [N, T + horizon]
        var answer = model.Forecast(tensor(values, [batch, length, features]), stamps);
        NamedTensor[] inputs = [NamedTensor.Of(Series, values, batch, length, features)];
        NamedTensor[] outputs = [Named(Forecast, answer.Forecast)];
        return new ParityProbe(
            $"batch {batch}, time {length}",
            times is null ? inputs : [.. inputs, NamedTensor.Of(Times, times, batch, length + options.Horizon)],
            answer.Quantiles is { } quantiles ? [.. outputs, Named(Quantiles, quantiles)] : outputs
        );

        NamedTensor Named(string name, Tensor tensor) =>
            NamedTensor.Of(name, ParameterReader.Read(tensor), tensor.shape);
    }

    // Three deviations around the mean, as the training part would look; every fifth one missing where that may be.
    private static float[] Values(Forecaster model, Random random, int rows)
    {
        var features = model.Options.Recurrent.Features;
        var masks = model.Options.Missing == MissingInputs.Mask;
        var values = new float[rows * features];
        for (var i = 0; i < values.Length; i++)
        {
            var spread = 6 * random.NextSingle() - 3;
            values[i] =
                masks && random.Next(5) == 0
                    ? float.NaN
                    : model.Scaler.Means[i % features] + spread * model.Scaler.Deviations[i % features];
        }
        return values;
    }

    // Rows begin anywhere and step by odd lengths, so that all hours, weekdays and months come up.
    private static long[] Dates(Random random, int rows, int steps)
    {
        var times = new long[rows * steps];
        for (var row = 0; row < rows; row++)
        {
            var start = random.NextInt64(-Century / 2 * Day, Century * Day);
            var step = random.NextInt64(1, 3 * Day);
            for (var i = 0; i < steps; i++)
                times[row * steps + i] = start + i * step;
        }
        return times;
    }
}
