using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary><c>ScoreSequences</c> over models of every task.</summary>
internal static class ScoringCases
{
    private const int Rows = 50;

    public static IReadOnlyList<EstimatorCase> All { get; } =
    [
        new("ScoreSequences of a forecaster")
        {
            Create = Scoring(RandomForecasters.Create()),
            Data = ml => ml.Sequences().LoadWindows(new SlidingWindow(SampleSeries.Weekly(60), 10, 3, 0, 60)),
            Input = "series",
            Outputs = ["forecast"],
        },
        new("ScoreSequences of a classifier of texts")
        {
            Create = Scoring(Classifier(["animal", "color", "food"])),
            Data = Texts,
            Input = "text",
            Outputs = ["probabilities", "label", "PredictedLabel", "Score", "Probability"],
            Saved = ["probabilities", "label"],
            Tolerance = 1e-5f,
        },
        new("ScoreSequences of a text column of another name")
        {
            Create = Scoring(
                Classifier(["animal", "color", "food"]),
                new ScoreSequencesOptions
                {
                    InputColumns = Renamed("Review"),
                    BatchSize = 3,
                    LookAhead = 7,
                }
            ),
            Data = ml => Copied(ml, "Review"),
            Input = "Review",
            Outputs = ["probabilities", "label", "PredictedLabel", "Score", "Probability"],
            Saved = ["probabilities", "label"],
            Tolerance = 1e-5f,
        },
        new("ScoreSequences over a column of an output's name")
        {
            Create = Scoring(Classifier(["animal", "color", "food"])),
            Data = ml =>
            {
                var texts = Texts(ml);
                return ml.Transforms.CopyColumns("label", "text").Fit(texts).Transform(texts);
            },
            Input = "text",
            Outputs = ["probabilities", "label", "PredictedLabel", "Score", "Probability"],
            Saved = ["probabilities", "label"],
            Tolerance = 1e-5f,
        },
        new("ScoreSequences of a key column")
        {
            Create = Scoring(
                Classifier(["animal", "color", "food"]),
                new ScoreSequencesOptions { InputColumns = Renamed("Key") }
            ),
            Data = ml => Keys(ml),
            Input = "Key",
            Outputs = ["probabilities", "label", "PredictedLabel", "Score", "Probability"],
            Saved = ["probabilities", "label"],
            Tolerance = 1e-5f,
        },
        new("ScoreSequences of a classifier of sequences")
        {
            Create = Scoring(Zoo("sum-sign-classifier")),
            Data = ml => Sequences(ml, features: 10),
            Input = "series",
            Outputs = ["probabilities", "label", "PredictedLabel", "Score", "Probability"],
            Saved = ["probabilities", "label"],
        },
        new("ScoreSequences of a positive label")
        {
            Create = Scoring(
                Classifier(["negative", "positive"]),
                new ScoreSequencesOptions { PositiveLabel = "positive" }
            ),
            Data = Texts,
            Input = "text",
            Outputs = ["probabilities", "label", "PredictedLabel", "Score", "Probability"],
            Tolerance = 1e-5f,
            Saved = ["probabilities", "label"],
            InBatches = new ScoreSequencesOptions { PositiveLabel = "positive" },
        },
        new("ScoreSequences of a regressor")
        {
            Create = Scoring(Zoo("marked-step-regressor")),
            Data = ml => Sequences(ml, features: 2),
            Input = "series",
            Outputs = ["prediction", "attention", "Score"],
            Saved = ["prediction", "attention"],
        },
        new("ScoreSequences of a translator")
        {
            Create = Scoring(Zoo("date-translator")),
            Data = Dates,
            Input = "text",
            Outputs = ["translation", "score"],
            Tolerance = 1e-5f,
        },
        new("ScoreSequences of a translator that shows what it looked at")
        {
            Create = Scoring(LookingTranslator()),
            Data = ml =>
                ml.Data.LoadFromEnumerable(RandomTranslators.Texts.Select(text => new TextRow { Text = text })),
            Input = "text",
            Outputs = ["translation", "score", "attention", "source_tokens", "target_tokens"],
        },
    ];

    private static Func<MLContext, TemporaryFolder, CancellationToken, IEstimator<ITransformer>> Scoring(
        ModelFile file,
        ScoreSequencesOptions? options = null
    ) =>
        (ml, folder, cancel) =>
        {
            file.Save(folder["model.onnx"]);
            return ml.Transforms.ScoreSequences(
                folder["model.onnx"],
                (options ?? new ScoreSequencesOptions()) with
                {
                    Cancellation = cancel,
                }
            );
        };

    private static ModelFile Classifier(string[] labels) =>
        RandomTextClassifiers.Create(
            TextFeaturizer.Fit(
                SampleTexts.Rows(60).Select(row => row.Text),
                new TextOptions(),
                new VocabularyOptions()
            ),
            labels
        );

    private static ModelFile LookingTranslator() =>
        RandomTranslatorFiles.Whole(
            RandomTranslators.Create(RandomTranslators.Forms[0]),
            RandomTranslators.Source,
            RandomTranslators.Target,
            new TranslatorOptions { Attention = true }
        );

    private static ModelFile Zoo(string name) =>
        ModelFile.Open(Path.Combine(Repository.Root, "onnx-models", "zoo", $"{name}.onnx"));

    private static Dictionary<string, string> Renamed(string column) => new() { ["text"] = column };

    private static IDataView Texts(MLContext ml) =>
        ml.Data.LoadFromEnumerable(
            SampleTexts
                .Odd.Concat(SampleTexts.Rows(Rows).Select(row => row.Text))
                .Select(text => new TextRow { Text = text })
        );

    private static IDataView Dates(MLContext ml) =>
        ml.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, Rows)
                .Select(day => new TextRow { Text = $"{new DateTime(1990, 1, 3).AddDays(97 * day):d MMMM yyyy}" })
        );

    private static IDataView Copied(MLContext ml, string column)
    {
        var texts = Texts(ml);
        var copied = ml.Transforms.CopyColumns(column, "text").Fit(texts).Transform(texts);
        return ml.Transforms.SelectColumns(column).Fit(copied).Transform(copied);
    }

    private static IDataView Keys(MLContext ml)
    {
        var texts = Texts(ml);
        var keys = ml.Transforms.Conversion.MapValueToKey("Key", "text").Fit(texts).Transform(texts);
        return ml.Transforms.SelectColumns("Key").Fit(keys).Transform(keys);
    }

    private static IDataView Sequences(MLContext ml, int features)
    {
        var random = new Random(3);
        return ml.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, Rows)
                .Select(row => new SeriesRow
                {
                    Series = RandomForecasters.Uniform(random, features * (3 + (row * 5 % 4))),
                })
                .ToArray()
        );
    }

    private sealed class TextRow
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class SeriesRow
    {
        [ColumnName("series")]
        public float[] Series { get; set; } = [];
    }
}
