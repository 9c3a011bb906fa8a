using System.CommandLine;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Models;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Tagging;

/// <summary>The options by which <c>rnn train tag</c> builds its model.</summary>
internal sealed class TaggerFlags
{
    private static readonly Dictionary<string, CellKind> Cells = new(StringComparer.Ordinal)
    {
        ["lstm"] = CellKind.Lstm,
        ["gru"] = CellKind.Gru,
    };

    private readonly WordTaggerOptions defaults;
    private readonly RecurrentFlags recurrent;
    private readonly Option<int> embedding;
    private readonly Option<string> characterCell;
    private readonly Option<int> characterEmbedding;
    private readonly Option<int> characterHidden;
    private readonly Option<double> headDropout;
    private readonly Option<double> unknownShare;
    private readonly Option<bool> crf = new("--crf")
    {
        Description = "Choose the tags of a sentence together, by a conditional random field.",
    };

    /// <summary>The options with their defaults.</summary>
    public TaggerFlags(WordTaggerOptions defaults)
    {
        this.defaults = defaults;
        recurrent = new RecurrentFlags(defaults.Recurrent);
        embedding = Value("--embedding", "Size of the vector that stands for a word.", defaults.Embedding);
        characterCell = Word("--character-cell", "The cell that reads characters", Cells, defaults.CharacterCell);
        characterEmbedding = Value(
            "--character-embedding",
            "Size of the vector that stands for a character.",
            defaults.CharacterEmbedding
        );
        characterHidden = Value(
            "--character-hidden",
            "Units that read characters, a direction.",
            defaults.CharacterHidden
        );
        headDropout = Value("--head-dropout", "Dropout before the layers and before the last one.", defaults.Dropout);
        unknownShare = Value(
            "--unknown-share",
            "Probability of reading a rare word as unknown while training.",
            defaults.UnknownShare
        );
    }

    public void AddTo(Command command)
    {
        Option[] all = [embedding, characterCell, characterEmbedding, characterHidden, headDropout, unknownShare, crf];
        foreach (var option in all)
            command.Add(option);
        recurrent.AddTo(command);
    }

    /// <summary>The model that was asked for, without its tags.</summary>
    public WordTaggerOptions Read(ParseResult parsed) =>
        defaults with
        {
            Recurrent = recurrent.Read(parsed),
            Embedding = parsed.GetValue(embedding),
            CharacterCell = Cells[parsed.GetRequiredValue(characterCell)],
            CharacterEmbedding = parsed.GetValue(characterEmbedding),
            CharacterHidden = parsed.GetValue(characterHidden),
            Dropout = parsed.GetValue(headDropout),
            UnknownShare = parsed.GetValue(unknownShare),
            Crf = parsed.GetValue(crf),
        };
}
