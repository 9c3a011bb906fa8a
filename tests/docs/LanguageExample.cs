using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The language model of docs/text.md, between the marks.</summary>
internal static class LanguageExample
{
    public static (double Trained, double Other) Run()
    {
        // <language>
        var options = new LanguageTrainingOptions
        {
            Model = new LanguageModelOptions
            {
                Recurrent = new RecurrentOptions { Hidden = 64 },
                Embedding = 32,
            },
            Training = new LanguageTrainingOptions().Training with { Epochs = 3 },
        };
        var split = options.Split("shakespeare.txt", TextFile.ReadAll("shakespeare.txt"));
        var trained = LanguageTraining.Run(split, options);
        trained.File.Save("shakespeare.onnx");
        Console.WriteLine($"{trained.Measured.NatsPerCharacter:F3} nats a character of the validation part");

        // Any other text, by the file alone: tokenizer and vocabulary are in its card.
        using var model = SequenceModel.Load("shakespeare.onnx");
        var sonnet = LanguageEvaluation.Measure(model, TextFile.ReadAll("sonnet.txt"));
        Console.WriteLine(
            $"{sonnet.NatsPerCharacter:F3} nats, {sonnet.BitsPerCharacter:F3} bits, perplexity {sonnet.Perplexity:F2}"
        );
        // </language>
        return (trained.Measured.NatsPerCharacter, sonnet.NatsPerCharacter);
    }
}
