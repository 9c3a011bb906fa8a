using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>The file of a forecaster: <c>series</c> [batch, time, C] to <c>forecast</c> [batch, horizon].</summary>
internal static class ForecasterExport
{
    private static readonly int[] ProbeBatches = [1, 3, 17];

    public static ExportedModel Write(Forecaster model, ExportOptions options)
    {
        options.Validate();
        if (options.Stateful || options.Lengths == true)
            throw new InvalidInputException(
                $"Option {(options.Stateful ? "stateful" : "lengths")}: expected no for a {nameof(Forecaster)}, found yes."
            );
        var graph = options.Begin("forecaster");
        var series = graph.AddInput("series", ElementType.Float, "batch", "time", model.Options.Recurrent.Features);
        var forecast = options.Registry.Convert(graph, model, series)[0];
        graph.AddOutput("forecast", forecast, ElementType.Float, "batch", model.Options.Horizon);
        return new ExportedModel(graph.Build(), Probes(model, new Random(options.ProbeSeed)));
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
