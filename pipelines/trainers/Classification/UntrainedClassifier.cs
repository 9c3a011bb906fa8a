using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The file of a classifier with the inputs and outputs that a trained one will have.</summary>
internal static class UntrainedClassifier
{
    public static ModelFile File(RnnClassificationOptions options, ColumnType read)
    {
        string[] labels = [options.Scoring.PositiveLabel ?? "a label", "another label"];
        var model = new SequenceClassifierOptions
        {
            Embedding = 1,
            Labels = labels,
            Pooling = options.Model.Pooling,
            Recurrent = new RecurrentOptions { Features = options.Features, Hidden = 1 },
        };
        var text = options.FeatureColumn is null ? TextFeaturizer.Fit(["a"], options.Text) : null;
        model = model with { Vocabulary = text?.Vocabulary.Count ?? (read.Item == typeof(long) ? 2 : 0) };
        using var classifier = new SequenceClassifier(model);
        var exported = OnnxExporter.Export(classifier, new ExportOptions { Text = text });
        return exported.File.WithCard(
            UntrainedFile.Card(ModelCard.ClassificationTask, classifier.Recurrent, classifier, exported) with
            {
                Labels = labels,
            }
        );
    }
}
