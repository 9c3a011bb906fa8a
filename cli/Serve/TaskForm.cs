namespace Rnn.Onnx.Cli.Serve;

/// <summary>How a model of one task is tried.</summary>
/// <param name="Name">The script of the page that shows it.</param>
/// <param name="Endpoints">What the server computes.</param>
internal sealed record TaskForm(string Name, IReadOnlyList<Endpoint> Endpoints)
{
    /// <summary>Texts of a request at the most.</summary>
    public const int MostTexts = 256;

    /// <summary>Why no browser can compute it; null where one can.</summary>
    public string? ServerOnly { get; init; }
}
