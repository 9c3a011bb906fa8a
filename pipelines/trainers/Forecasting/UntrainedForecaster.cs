using Microsoft.ML;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Tells the columns of a trained forecaster before anything is trained, by the file of one that is not.</summary>
internal static class UntrainedForecaster
{
    public static SchemaShape OutputSchema(MLContext context, RnnForecastingOptions options, SchemaShape input)
    {
        var path = Path.Combine(context.TempFilePath, $"rnn-onnx-{Guid.NewGuid():N}.onnx");
        File(options).Save(path);
        try
        {
            return new ScoreSequencesEstimator(context.Transforms, path, options.ScoringColumns).GetOutputSchema(input);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    // Of one column and target: a shape does not tell how many there are.
    private static Models.ModelFile File(RnnForecastingOptions options)
    {
        var sizes = new ForecasterOptions
        {
            Recurrent = new RecurrentOptions
            {
                Cell = CellKind.Lstm,
                Features = 1,
                Hidden = 1,
            },
            LookBack = options.Model.LookBack,
            Horizon = options.Model.Horizon,
            Quantiles = options.Model.Quantiles,
            Calendar = options.Model.Calendar,
        };
        using var model = new Forecaster(sizes, new Scaler([0], [1]));
        var exported = OnnxExporter.Export(model);
        return exported.File.WithCard(
            new ModelCard
            {
                Task = ModelCard.ForecastTask,
                Name = "Not trained",
                Architecture = CardFacts.Architecture(sizes.Recurrent, model),
                Inputs = exported.Inputs,
                Outputs = exported.Outputs,
            }
        );
    }
}
