using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Training.Export;

/// <summary>How a trained model is written.</summary>
public sealed record ExportOptions
{
    private readonly int? opset;

    /// <summary>
    /// Version of the standard operators, 13 to 22; 20 or more for a graph that reads texts. Default: 17, which every runtime since 2022
    /// reads; for texts 20, which every runtime since 2024 reads.
    /// </summary>
    public int Opset
    {
        get => opset ?? (Text is null ? 17 : TextNodes.LowestOpset);
        init => opset = value;
    }

    /// <summary>
    /// Whether the states are inputs (<c>h_in</c> and, for the LSTM, <c>c_in</c>, float [batch, layers, hidden], zeros before the
    /// first step) and outputs (<c>h_out</c>, <c>c_out</c>), so that a sequence can be read in pieces. Default: no.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>
    /// Whether there is an optional input <c>lengths</c>, int64 [batch]: steps of each row, all of them where it is 0 or less or
    /// more than there are. Null: where the model takes lengths and they matter, which is everywhere but in a decoder and in a
    /// language model without states. Default: null.
    /// </summary>
    public bool? Lengths { get; init; }

    /// <summary>
    /// Puts this featurizer into the graph, in front of a model that reads ids: the input is then <c>text</c>, string [batch, 1],
    /// and there is no input of lengths. One that composes characters is refused. Null: the input is <c>ids</c>. Default: null.
    /// </summary>
    public TextFeaturizer? Text { get; init; }

    /// <summary>Converters of the modules; null for the library's own. Default: null.</summary>
    public ConverterRegistry? Converters { get; init; }

    /// <summary>Seed of the random probes. Default: 1.</summary>
    public int ProbeSeed { get; init; } = 1;

    /// <summary>The same options for a graph of texts, which need an opset of their own.</summary>
    internal ExportOptions WithTexts()
    {
        TextNodes.RequireExact(opset ?? TextNodes.LowestOpset, new TextOptions());
        return opset is null ? this with { Opset = TextNodes.LowestOpset } : this;
    }

    internal ConverterRegistry Registry => Converters ?? ConverterRegistry.CreateDefault();

    /// <summary>Refuses versions that can not be written.</summary>
    /// <exception cref="InvalidInputException">The opset is out of its range, or the text can not be read by a graph.</exception>
    public ExportOptions Validate()
    {
        const int Lowest = GraphBuilderOptions.LowestOpset;
        const int Highest = GraphBuilderOptions.HighestOpset;
        if (Opset is < Lowest or > Highest)
            throw new InvalidInputException($"Option opset: expected {Lowest} to {Highest}, found {Opset}.");
        if (Text is not null)
            TextNodes.RequireExact(Opset, Text.Options);
        return this;
    }

    internal GraphBuilder Begin(string name) => new(name, new GraphBuilderOptions { Opset = Opset });
}
