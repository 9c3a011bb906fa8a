using System.CommandLine;
using Rnn.Onnx.Cli.Tagging;
using Rnn.Onnx.Cli.Texts;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn predict</c>: a model file's answers.</summary>
internal static class PredictCommand
{
    public static Command Create(Reply reply)
    {
        var data = DataFiles.Option("A file of what the model reads: a series as CSV, or texts, one a line.");
        var text = TextInputs.Option();
        var output = new Option<string?>("--output", "-o") { Description = "Write the answers to a file as well." };
        return TaskVerb.Command(
            "predict",
            "Answer by a model: what follows a series, what a text is. Example: rnn predict births.onnx --data births.csv",
            ForecastPrediction.Verb(reply, data, output),
            ClassificationPrediction.Verb(reply, text, data, output),
            TaggingVerbs.Predict(reply, text, data, output)
        );
    }
}
