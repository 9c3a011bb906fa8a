using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>This library's side of the contest of exports; <c>export.py</c> is PyTorch's.</summary>
internal static class OwnExport
{
    private static SequenceRegressor? model;

    public static string Answer(string[] question)
    {
        if (question is ["make", var features, var hidden, var layers])
            return Make(Number(features), Number(hidden), Number(layers));
        var start = Stopwatch.GetTimestamp();
        Do(question[0], question[^1]);
        return Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
    }

    private static void Do(string what, string path)
    {
        switch (what)
        {
            case "graph": // what torch.onnx.export does: the graph, checked, and the file
                OnnxExporter.Graph(model!, new ExportOptions()).Save(path);
                break;
            case "verified": // what a user gets: the module's answers to random probes, and the same ones from ONNX Runtime
                var exported = OnnxExporter.Export(model!);
                VerifiedExport.Demand(exported);
                exported.File.Save(path);
                break;
            case "answered": // the same without ONNX Runtime
                OnnxExporter.Export(model!).File.Save(path);
                break;
            case "load":
                SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu }).Dispose();
                break;
            case "session": // ONNX Runtime alone
                using (
                    var options = new SessionOptions
                    {
                        IntraOpNumThreads = 1,
                        InterOpNumThreads = 1,
                        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
                    }
                )
                    new InferenceSession(path, options).Dispose();
                break;
            default:
                throw new ArgumentException($"Unknown question '{what}'.", nameof(what));
        }
    }

    private static string Make(int features, int hidden, int layers)
    {
        model?.Dispose();
        model = new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Features = features,
                    Hidden = hidden,
                    Layers = layers,
                },
            }
        );
        return "made";
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
