using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Forecasters with random weights, several targets, quantiles and a calendar, for tests that need no training.</summary>
internal static class WideForecasters
{
    public const int Horizon = 3;

    /// <summary>
    /// series [batch, time, features] and, if asked for, times [batch, steps] -> forecast [batch, 3] or [batch, 3, targets] and
    /// one quantile above and below for each of <paramref name="levels"/>: 0.1, 0.5, 0.9 as [batch, 3, 3].
    /// </summary>
    public static ModelFile Create(int features, int targets, bool times, bool levels, CellKind cell = CellKind.Gru)
    {
        var graph = new GraphBuilder("wide");
        var series = graph.AddInput("series", ElementType.Float, "batch", "time", features);
        var layer = new RecurrentLayer(cell, Weights(cell, features, 8), null);
        var last = RecurrentStack.Add(graph, [layer], series).LastHidden();
        var random = new Random(9);
        var weight = RandomForecasters.Uniform(random, Horizon * targets * 8);
        var steps = graph.MatMul(last, graph.AddInitializer("head", weight, 8, Horizon * targets));
        if (times)
            steps = graph.Add(steps, WeekDay(graph));
        var forecast = targets == 1 ? steps : graph.Reshape(steps, [0, Horizon, targets]);
        Dim[] shape = targets == 1 ? ["batch", Horizon] : ["batch", Horizon, targets];
        graph.AddOutput("forecast", graph.Identity(forecast), ElementType.Float, shape);
        if (levels)
        {
            var spread = graph.AddInitializer("spread", [-20f, 0, 20], 3);
            var quantiles = graph.Add(graph.Unsqueeze(steps, [2]), spread);
            graph.AddOutput("quantiles", quantiles, ElementType.Float, "batch", Horizon, 3);
        }
        return graph.Build();
    }

    /// <summary>The same with a card, for the command line.</summary>
    public static ModelFile WithCard(TimeSeries series, int lookBack, bool times, bool levels)
    {
        var file = Create(series.Features, series.Targets.Count, times, levels);
        return file.WithCard(
            new ModelCard
            {
                Task = ModelCard.ForecastTask,
                Name = "random",
                Architecture = new CardArchitecture(CellKind.Gru, 1, 8, 1, 0, 1),
                Series = new CardSeries(series.TargetNames[0], series.Columns, lookBack, Horizon, "1 day")
                {
                    Targets = series.Targets.Count == 1 ? null : series.TargetNames,
                    Quantiles = levels ? [0.1, 0.5, 0.9] : null,
                    Calendar = times ? ["WeekDay"] : null,
                },
            }
        );
    }

    // The weekday of the first step, as a number that every forecast grows by.
    private static string WeekDay(GraphBuilder graph)
    {
        var times = graph.AddInput("times", ElementType.Int64, "batch", "steps");
        var day = CalendarNodes.Of(graph, graph.Slice(times, axis: 1, start: 0, end: 1))[CalendarField.WeekDay];
        return graph.Cast(day, ElementType.Float);
    }

    private static RecurrentWeights Weights(CellKind cell, int features, int hidden)
    {
        var random = new Random(5);
        var rows = cell.GateCount() * hidden;
        return new RecurrentWeights(
            features,
            hidden,
            RandomForecasters.Uniform(random, rows * features),
            RandomForecasters.Uniform(random, rows * hidden),
            RandomForecasters.Uniform(random, rows),
            RandomForecasters.Uniform(random, rows)
        );
    }
}
