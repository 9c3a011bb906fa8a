using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>Writes trained models as ONNX graphs, raw in and answer out.</summary>
public static class OnnxExporter
{
    private static readonly int[] ProbeBatches = [1, 3, 17];

    /// <summary>
    /// A forecaster as a graph from <c>series</c> [batch, time, C] to <c>forecast</c> [batch, horizon], both in the series'
    /// own unit.
    /// </summary>
    /// <param name="model">The trained model; it is put into evaluation mode.</param>
    /// <param name="registry">Converters; the library's own by default.</param>
    /// <param name="seed">Seed of the random probes; 1 by default.</param>
    public static ExportedModel Export(Forecaster model, ConverterRegistry? registry = null, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var options = model.Options;
        var graph = new GraphBuilder("forecaster");
        var series = graph.AddInput("series", ElementType.Float, "batch", "time", options.Recurrent.Features);
        var forecast = (registry ?? ConverterRegistry.CreateDefault()).Convert(graph, model, series)[0];
        graph.AddOutput("forecast", forecast, ElementType.Float, "batch", options.Horizon);
        return new ExportedModel(graph.Build(), Probes(model, new Random(seed)));
    }

    private static ParityProbe[] Probes(Forecaster model, Random random)
    {
        model.eval();
        using var none = no_grad();
        int[] lengths = [1, 2, model.Options.LookBack, 50];
        return
        [
            .. from length in lengths.Distinct() from batch in ProbeBatches select Probe(model, random, batch, length),
        ];
    }

    private static ParityProbe Probe(Forecaster model, Random random, int batch, int length)
    {
        var features = model.Options.Recurrent.Features;
        var values = new float[batch * length * features];
        for (var i = 0; i < values.Length; i++)
        {
            // Three deviations around the mean, as the training part would look.
            var spread = 6 * random.NextSingle() - 3;
            values[i] = model.Scaler.Means[i % features] + spread * model.Scaler.Deviations[i % features];
        }
        using var scope = NewDisposeScope();
        var forecast = model.call(tensor(values, [batch, length, features])); // [N, horizon]
        return new ParityProbe(
            $"batch {batch}, time {length}",
            [NamedTensor.Of("series", values, batch, length, features)],
            [NamedTensor.Of("forecast", ParameterReader.Read(forecast), batch, model.Options.Horizon)]
        );
    }
}
