using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The file of a forecaster with the inputs and outputs that a trained one will have.</summary>
internal static class UntrainedForecaster
{
    // Of one column and target: a shape does not tell how many there are.
    public static ModelFile File(RnnForecastingOptions options)
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
        return exported.File.WithCard(UntrainedFile.Card(ModelCard.ForecastTask, sizes.Recurrent, model, exported));
    }
}
