using Rnn.Onnx.Inference.Generation;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The example of docs/text.md on writing text, between the marks.</summary>
internal static class GenerationExample
{
    public static async Task<string> RunAsync()
    {
        // <generate>
        using var generator = TextGenerator.Load("shakespeare.onnx");
        var options = new GenerationOptions
        {
            Length = 200,
            Temperature = 0.8f,
            TopK = 40,
            Seed = 1,
            StopStrings = ["JULIET:"],
        };
        await foreach (var piece in generator.GenerateAsync("ROMEO:", options))
            Console.Write(piece);

        generator.Rewind(10); // as if the last ten characters had not come
        var other = generator.Generate("", options with { Seed = 2 });
        // </generate>
        return other;
    }
}
