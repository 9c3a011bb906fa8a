using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using TorchSharp;

namespace Rnn.Onnx.Cli.Zoo;

/// <summary>A small model of the zoo: trained in seconds, verified, measured by its own file.</summary>
/// <param name="File">The model with its card inside.</param>
/// <param name="Card">The card.</param>
internal sealed record ZooModel(ModelFile File, ModelCard Card)
{
    /// <summary>What the card says about its quality, beside what a naive answer reaches.</summary>
    public string Figures
    {
        get
        {
            var naive = Card.Metrics!.Naive.Select(n => $"{n.Key}: {Text(n.Value)}");
            return string.Join("; ", [Text(Card.Metrics.Model), .. naive]);
        }
    }

    /// <summary>Exports a trained model, verifies it, measures the file and writes its card.</summary>
    /// <param name="name">What the model does, for people.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="training">How it was trained.</param>
    /// <param name="run">What that came to.</param>
    /// <param name="measure">Measures the file that ONNX Runtime has loaded, on rows that were not learned from.</param>
    /// <param name="export">How it is exported; as usual by default.</param>
    public static ZooModel Finish(
        string name,
        torch.nn.Module model,
        TrainerOptions training,
        TrainingResult run,
        Func<SequenceModel, CardMetrics> measure,
        ExportOptions? export = null
    )
    {
        var exported = OnnxExporter.Export(model, export);
        var parity = VerifiedExport.Demand(exported);
        using var runtime = SequenceModel.From(exported.File, name, new SessionSettings { Device = Device.Cpu });
        var card = SequenceCard.Write(name, model, exported, parity, training, run) with
        {
            Metrics = measure(runtime),
            License = "MIT",
        };
        return new ZooModel(exported.File.WithCard(card), card);
    }

    private static string Text(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(", ", metrics.Select(m => FormattableString.Invariant($"{m.Key} {m.Value:G4}")));
}

/// <summary>How a model of the zoo is made.</summary>
/// <param name="Name">The name of its file, without extension.</param>
/// <param name="Make">Trains and measures it; the same on every run.</param>
internal sealed record ZooExample(string Name, Func<ZooModel> Make)
{
    /// <summary>All examples.</summary>
    public static IReadOnlyList<ZooExample> All { get; } =
    [
        new("sum-sign-classifier", SumSignExample.Make),
        new("marked-step-regressor", MarkedStepExample.Make),
        new("elloh-tagger", EllohExample.Make),
        new("sine-decoder", SineCurveExample.Make),
        new("hello-language-model", HelloExample.Make),
        new("date-translator", DatesExample.Make),
    ];
}
