using System.CommandLine;
using Rnn.Onnx.Cli.Tagging;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Cli.Translation;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn evaluate</c>: how well a model file does on some data.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Reply reply)
    {
        var data = DataFiles.Option("The data, of the form that the model was trained on.");
        var part = DataParts.Option();
        return TaskVerb.Command(
            "evaluate",
            "Measure a model on data. Example: rnn evaluate births.onnx --data births.csv",
            ForecastEvaluation.Verb(reply, data),
            ClassificationEvaluation.Verb(reply, data, part),
            LanguageMeasurement.Verb(reply, data, part),
            TaggingVerbs.Evaluate(reply, data),
            TranslationEvaluation.Verb(reply)
        );
    }
}
