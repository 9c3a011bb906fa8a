namespace Rnn.Onnx.Tests.Shared;

/// <summary>Texts that a small language model can learn.</summary>
internal static class SampleText
{
    private static readonly string[] Lines =
    [
        "the sea says hello to the sand",
        "the sand says nothing at all",
        "the wind, the wind: it goes and goes",
    ];

    /// <summary>The same three lines again and again: by heart, nothing is left to guess.</summary>
    public static string Repeated(int times) =>
        string.Concat(Enumerable.Repeat(string.Join('\n', Lines) + "\n", times));
}
