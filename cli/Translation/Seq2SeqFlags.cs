using System.CommandLine;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>The options by which <c>rnn train translate</c> builds its model.</summary>
internal sealed class Seq2SeqFlags
{
    private static readonly IReadOnlyDictionary<string, AttentionKind> Kinds = WordsOf<AttentionKind>();

    private readonly Seq2SeqOptions defaults;
    private readonly RecurrentFlags recurrent;
    private readonly Option<int> embedding;
    private readonly Option<int> decoderHidden;
    private readonly Option<string> attention;
    private readonly Option<int> attentionalSize;
    private readonly Option<double> stepDropout;
    private readonly Option<bool> inputFeeding;
    private readonly Option<bool> untied = new("--untied")
    {
        Description = "Give the last layer weights of its own, not the target embedding's.",
    };

    /// <summary>The options with their defaults.</summary>
    public Seq2SeqFlags(Seq2SeqOptions defaults)
    {
        this.defaults = defaults;
        recurrent = new RecurrentFlags(defaults.Recurrent);
        embedding = Value("--embedding", "Size of the vector that stands for a token.", defaults.Embedding);
        decoderHidden = Value(
            "--decoder-hidden",
            "Hidden units of the decoder; 0: as many as both directions of the encoder have.",
            defaults.DecoderHidden
        );
        attention = Word("--attention", "How source steps are scored", Kinds, defaults.Attention);
        attentionalSize = Value(
            "--attentional-size",
            "Size of the vector in front of the last layer; 0: the embedding's.",
            defaults.AttentionalSize
        );
        stepDropout = Value(
            "--step-dropout",
            "Dropout of embeddings, of what the encoder read and before the last layer.",
            defaults.Dropout
        );
        inputFeeding = Value(
            "--input-feeding",
            "Let the decoder also read the attentional vector of the step before.",
            defaults.InputFeeding
        );
    }

    public void AddTo(Command command)
    {
        Option[] all = [embedding, decoderHidden, attention, attentionalSize, stepDropout, inputFeeding, untied];
        foreach (var option in all)
            command.Add(option);
        recurrent.AddTo(command);
    }

    /// <summary>The model that was asked for, without its vocabularies.</summary>
    public Seq2SeqOptions Read(ParseResult parsed) =>
        defaults with
        {
            Recurrent = recurrent.Read(parsed),
            Embedding = parsed.GetValue(embedding),
            DecoderHidden = parsed.GetValue(decoderHidden),
            Attention = Kinds[parsed.GetRequiredValue(attention)],
            AttentionalSize = parsed.GetValue(attentionalSize),
            Dropout = parsed.GetValue(stepDropout),
            InputFeeding = parsed.GetValue(inputFeeding),
            TiedWeights = !parsed.GetValue(untied),
        };
}
