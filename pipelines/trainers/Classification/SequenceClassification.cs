using System.Globalization;
using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From labeled sequences of a view to a verified model file: split, train, export, compare with ONNX Runtime.</summary>
internal static class SequenceClassification
{
    /// <summary>Sequences of numbers, C of them a step.</summary>
    public static ModelFile Numbers(
        IDataView trainSet,
        IDataView? validationSet,
        RnnClassificationOptions options,
        LogProgress log
    )
    {
        var rows = LabeledSequences<float>.Of(
            trainSet,
            validationSet,
            options,
            value =>
                float.IsFinite(value)
                    ? null
                    : $"expected finite numbers, found {value.ToString(CultureInfo.InvariantCulture)}"
        );
        var model = Model(options, rows.Training.Labels) with
        {
            Vocabulary = 0,
            Recurrent = options.Model.Recurrent with { Features = options.Features },
        };
        var trained = ClassificationTask.Train(
            Series(rows.Training),
            Series(rows.Validation),
            model.Validate(),
            options.Training,
            options.Loss,
            log,
            cancel: options.Cancellation
        );
        return Export(trained, options, rows.Card(), log);

        ClassifiedSeries Series(LabeledView<float[]> part) => new(part.Rows, options.Features, Classes(part));
    }

    /// <summary>Sequences of ids, one a step.</summary>
    public static ModelFile Ids(
        IDataView trainSet,
        IDataView? validationSet,
        RnnClassificationOptions options,
        LogProgress log
    )
    {
        var known = options.Model.Vocabulary > 0 ? options.Model.Vocabulary : int.MaxValue;
        var rows = LabeledSequences<long>.Of(
            trainSet,
            validationSet,
            options,
            id =>
                id >= 0 && id < known
                    ? null
                    : FormattableString.Invariant($"expected ids from 0 to {known - 1}, found {id}")
        );
        var vocabulary =
            options.Model.Vocabulary > 0
                ? options.Model.Vocabulary
                : 1 + rows.Training.Rows.Concat(rows.Validation.Rows).Max(row => row.Max());
        var model = Model(options, rows.Training.Labels) with { Vocabulary = (int)vocabulary };
        var trained = ClassificationTask.Train(
            Ids(rows.Training),
            Ids(rows.Validation),
            model.Validate(),
            options.Training,
            options.Loss,
            progress: log,
            cancel: options.Cancellation
        );
        return Export(trained, options, rows.Card(), log);

        ClassifiedRows Ids(LabeledView<long[]> part) => new(part.Rows, Classes(part));
    }

    private static SequenceClassifierOptions Model(RnnClassificationOptions options, IReadOnlyList<string> labels) =>
        options.Model with
        {
            Classes = labels.Count,
            Labels = labels,
        };

    private static long[] Classes<T>(LabeledView<T> part) => [.. part.Classes.Select(label => (long)label)];

    private static ModelFile Export(
        (SequenceClassifier Model, TrainingResult Result) trained,
        RnnClassificationOptions options,
        CardTrainingData data,
        LogProgress log
    )
    {
        using var model = trained.Model;
        var exported = OnnxExporter.Export(model);
        var parity = VerifiedExport.Demand(exported);
        var name = $"Sequences as {string.Join(", ", model.Options.Labels)}";
        var best = trained.Result.Best;
        var card = SequenceCard.Write(name, model, exported, parity, options.Training, trained.Result) with
        {
            TrainingData = data,
            Metrics = new CardMetrics
            {
                Part = "validation",
                Windows = data.ValidationRows,
                Unit = "sequences",
                Model = new Dictionary<string, double>(best.Metrics) { ["crossEntropy"] = best.ValidationLoss },
            },
        };
        log.Trained(trained.Result, parity);
        return exported.File.WithCard(card);
    }
}
