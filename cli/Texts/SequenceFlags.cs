using System.CommandLine;
using Rnn.Onnx.Training.Models;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Texts;

/// <summary>The options by which every verb builds a model that reads ids, beside those of its recurrent layers.</summary>
internal sealed class SequenceFlags
{
    private readonly Option<int> embedding;
    private readonly Option<double> embeddingScale;
    private readonly Option<double> embeddingDropout;
    private readonly Option<double> headDropout;
    private readonly Option<bool> variational;

    /// <summary>The options with the defaults of a verb.</summary>
    public SequenceFlags(SequenceModelOptions defaults)
    {
        embedding = Value("--embedding", "Size of the vector that stands for a token.", defaults.Embedding);
        embeddingScale = Value(
            "--embedding-scale",
            "Standard deviation of the embedding's first values.",
            defaults.EmbeddingScale
        );
        embeddingDropout = Value(
            "--embedding-dropout",
            "Dropout behind the embedding.",
            defaults.EmbeddingDropout ?? defaults.Dropout
        );
        headDropout = Value("--head-dropout", "Dropout before the last layer.", defaults.Dropout);
        variational = Value(
            "--variational-dropout",
            "Drop the same values at all steps of a row.",
            defaults.VariationalDropout
        );
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { embedding, embeddingScale, embeddingDropout, headDropout, variational })
            command.Add(option);
    }

    /// <summary>A model's options with what was asked for.</summary>
    public T Read<T>(ParseResult parsed, T model)
        where T : SequenceModelOptions =>
        model with
        {
            Embedding = parsed.GetValue(embedding),
            EmbeddingScale = parsed.GetValue(embeddingScale),
            EmbeddingDropout = parsed.GetValue(embeddingDropout),
            Dropout = parsed.GetValue(headDropout),
            VariationalDropout = parsed.GetValue(variational),
        };
}
