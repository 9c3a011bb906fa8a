using Microsoft.ML;
using Microsoft.ML.Data;
using Mlnet.Readme;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;

namespace Mlnet.Pages;

/// <summary>The examples of docs/mlnet-trainers.md, between the marks.</summary>
internal static class MlnetTrainersExample
{
    public static double Classify()
    {
        // <classify>
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) => Console.WriteLine($"{e.Source}: {e.RawMessage}"); // a line an epoch, and the outcome
        var reviews = ml.Data.LoadFromTextFile<Review>("reviews.tsv", hasHeader: true);
        var parts = ml.Data.TrainTestSplit(reviews, testFraction: 0.2);

        var pipeline = ml
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.MulticlassClassification.Trainers.Rnn(hidden: 32, numberOfEpochs: 4, learningRate: 0.01))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        using var model = pipeline.Fit(parts.TrainSet);

        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(parts.TestSet));
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        // </classify>
        return metrics.MicroAccuracy;
    }

    public static RnnClassificationTrainer Options(MLContext ml, CancellationToken cancellation)
    {
        // <options>
        var trainer = ml.MulticlassClassification.Trainers.Rnn(
            new RnnClassificationOptions
            {
                Text = new TextOptions { LowerCase = true },
                Vocabulary = new VocabularyOptions { MinimumFrequency = 2 },
                Loss = new ClassificationLoss { Weights = ClassWeights.Balanced },
                Training = new TrainerOptions { Epochs = 3, Patience = 2 },
                ModelFile = "reviews.onnx", // without it the transformer alone holds the model
                Scoring = new ScoreSequencesOptions { BatchSize = 64 },
                Cancellation = cancellation, // stops between two steps
            }
        );
        // </options>
        return trainer;
    }

    public static double Binary(MLContext ml)
    {
        var reviews = ml.Data.LoadFromTextFile<Review>("reviews.tsv", hasHeader: true);
        var options = new RnnClassificationOptions
        {
            Model = new() { Recurrent = new RecurrentOptions { Hidden = 8 } },
            Training = new TrainerOptions { Epochs = 3, LearningRate = 0.02 },
        };
        // <binary>
        options = options with
        {
            Scoring = new ScoreSequencesOptions { PositiveLabel = "positive" },
        };
        var pipeline = ml
            .Transforms.CustomMapping<Review, Opinion>(
                (review, opinion) => opinion.IsGood = review.Label == "positive",
                null
            )
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Rnn(options));

        var folds = ml.BinaryClassification.CrossValidate(
            reviews,
            pipeline,
            numberOfFolds: 3,
            labelColumnName: "IsGood"
        );
        Console.WriteLine($"area under the ROC curve {folds.Average(fold => fold.Metrics.AreaUnderRocCurve):F3}");
        // </binary>
        return folds.Average(fold => fold.Metrics.AreaUnderRocCurve);
    }

    public static double Sequences(MLContext ml)
    {
        // <sequences>
        var random = new Random(1);
        var machines = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 300).Select(i => Machine.Draw(random, isFailing: i % 3 == 0)).ToArray()
        );
        var pipeline = ml
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(
                ml.MulticlassClassification.Trainers.Rnn(
                    featureColumnName: "Readings", // 2 values a step, as many steps as a row has
                    features: 2,
                    cell: CellKind.Gru,
                    hidden: 16,
                    numberOfEpochs: 8,
                    learningRate: 0.02
                )
            );
        var folds = ml.MulticlassClassification.CrossValidate(machines, pipeline, numberOfFolds: 3);
        // </sequences>
        return folds.Average(fold => fold.Metrics.MicroAccuracy);
    }

    public static double Tag(MLContext ml, IDataView sentences)
    {
        // <tag>
        var parts = ml.Data.TrainTestSplit(sentences, testFraction: 0.2); // Tokens and Tags: vectors of texts
        var tagger = ml.Sequences().Trainers.Tagger(hidden: 24, numberOfEpochs: 5, learningRate: 0.01);
        using var model = tagger.Fit(parts.TrainSet);

        var metrics = ml.Sequences().EvaluateTagging(model.Transform(parts.TestSet));
        Console.WriteLine($"{metrics.Accuracy:P1} of {metrics.Words} words, macro-F1 {metrics.MacroF1:F3}");
        foreach (var tag in metrics.Tags)
            Console.WriteLine($"{tag.Name}: F1 {tag.F1:F3}");
        // </tag>
        return metrics.Accuracy;
    }

    public static double Translate(MLContext ml, IDataView pairs)
    {
        // <translate>
        var parts = ml.Data.TrainTestSplit(pairs, testFraction: 0.1); // Source and Target: texts
        var translator = ml.Sequences()
            .Trainers.Translator(
                new RnnTranslationOptions
                {
                    Model = new()
                    {
                        Recurrent = new RecurrentOptions { Hidden = 24 },
                        Embedding = 24,
                    },
                    Training = new TrainerOptions
                    {
                        Epochs = 6,
                        BatchSize = 16,
                        LearningRate = 0.01,
                    },
                    Export = new TranslatorOptions { Decoding = new DecodingOptions { BeamSize = 3 } },
                }
            );
        using var model = translator.Fit(parts.TrainSet, validationSet: parts.TestSet);

        var scored = model.Transform(parts.TestSet);
        var metrics = ml.Sequences().EvaluateTranslation(scored, referenceColumn: "Target");
        Console.WriteLine($"BLEU {metrics.Bleu.Score:F1}");
        // </translate>
        return metrics.Bleu.Score;
    }

    public static double Language(MLContext ml)
    {
        // <language>
        var lines = ml.Data.LoadFromTextFile<Line>("verses.txt");
        var trainer = ml.Sequences()
            .Trainers.LanguageModel(
                new RnnLanguageOptions
                {
                    Model = new()
                    {
                        Recurrent = new RecurrentOptions { Hidden = 32 },
                        Embedding = 8,
                    },
                    Training = new TrainerOptions
                    {
                        Epochs = 10,
                        BatchSize = 8,
                        LearningRate = 0.01,
                    },
                    Generator = new GeneratorOptions { Length = 40, Temperature = 0.5f },
                    StepFile = "verses.onnx",
                }
            );
        using var writer = trainer.Fit(lines);
        using var engine = ml.Model.CreatePredictionEngine<Line, Continued>(writer);
        Console.WriteLine("the sea" + engine.Predict(new Line { Text = "the sea" }).Text[0]);

        var metrics = ml.Sequences().EvaluateLanguageModel("verses.onnx", lines);
        Console.WriteLine($"{metrics.BitsPerCharacter:F2} bits a character");
        // </language>
        return metrics.BitsPerCharacter;
    }

    public sealed class Continued
    {
        [ColumnName("text")]
        public string[] Text { get; set; } = [];
    }

    public sealed class Opinion
    {
        public bool IsGood { get; set; }
    }

    public sealed class Line
    {
        [LoadColumn(0)]
        public string Text { get; set; } = "";
    }

    public sealed class Machine
    {
        public float[] Readings { get; set; } = [];

        public string Label { get; set; } = "";

        /// <summary>A failing machine gets warmer and warmer.</summary>
        public static Machine Draw(Random random, bool isFailing)
        {
            var readings = new float[2 * random.Next(5, 12)];
            for (var step = 0; step < readings.Length / 2; step++)
            {
                readings[2 * step] = (isFailing ? 0.2f * step : 0) + random.NextSingle() / 2;
                readings[2 * step + 1] = random.NextSingle();
            }
            return new Machine { Readings = readings, Label = isFailing ? "failing" : "well" };
        }
    }
}
