using System.Collections.ObjectModel;

namespace Rnn.Onnx.Models.Cards;

/// <summary>
/// What a model file tells about itself: it travels as JSON in the file's metadata under <see cref="MetadataKey"/>, so that a
/// program can use the model with nothing beside it. Immutable; equal cards give equal bytes.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The key of the card in the file's metadata.</summary>
    public const string MetadataKey = "rnn.card";

    /// <summary>The version of this description that is written and read.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The task of a model that forecasts a series.</summary>
    public const string ForecastTask = "forecast";

    /// <summary>The task of a model that gives a sequence a class.</summary>
    public const string ClassificationTask = "classification";

    /// <summary>The task of a model that gives a sequence some numbers.</summary>
    public const string RegressionTask = "regression";

    /// <summary>The task of a model that gives each step a tag.</summary>
    public const string TaggingTask = "tagging";

    /// <summary>The task of a model that makes a sequence of a vector.</summary>
    public const string DecodingTask = "decoding";

    /// <summary>The task of a model that tells what may follow at each step.</summary>
    public const string LanguageModelTask = "language-model";

    /// <summary>The task of a language model that writes by itself: a prompt in, the text that follows out.</summary>
    public const string GenerationTask = "generation";

    /// <summary>The task of a model that translates texts.</summary>
    public const string TranslationTask = "translation";

    /// <summary>The task of the file that reads what a <see cref="TranslationDecoderTask"/> then translates step by step.</summary>
    public const string TranslationEncoderTask = "translation-encoder";

    /// <summary>The task of the file that makes one step of a translation.</summary>
    public const string TranslationDecoderTask = "translation-decoder";

    private readonly ReadOnlyDictionary<string, string> options = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The version of the description.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>What the model is for: "forecast", "classification".</summary>
    public required string Task { get; init; }

    /// <summary>The model's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The layers.</summary>
    public required CardArchitecture Architecture { get; init; }

    /// <summary>How it was trained: option names and values, sorted by name.</summary>
    public IReadOnlyDictionary<string, string> Options
    {
        get => options;
        init => options = CardDictionary.Sorted(value);
    }

    /// <summary>The graph's inputs.</summary>
    public IReadOnlyList<CardTensor> Inputs { get; init; } = [];

    /// <summary>The graph's outputs.</summary>
    public IReadOnlyList<CardTensor> Outputs { get; init; } = [];

    /// <summary>What the classes or tags are called, in the order of the probabilities; empty where there are none or they are numbers.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What stands for each id, in the order of the ids; empty where the model reads numbers.</summary>
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    /// <summary>How texts become tokens; null where the model reads none.</summary>
    public CardText? Text { get; init; }

    /// <summary>The tokens that a translator writes; null where the model writes none of its own.</summary>
    public CardTarget? Target { get; init; }

    /// <summary>How a tagger reads the characters of words; null where the model reads none.</summary>
    public CardSpelling? Spelling { get; init; }

    /// <summary>How each column is scaled inside the graph, in the order of the columns.</summary>
    public IReadOnlyList<CardScale> Scaler { get; init; } = [];

    /// <summary>The series it forecasts.</summary>
    public CardSeries? Series { get; init; }

    /// <summary>What it was trained on.</summary>
    public CardTrainingData? TrainingData { get; init; }

    /// <summary>How well it does on data it was not trained on.</summary>
    public CardMetrics? Metrics { get; init; }

    /// <summary>How closely the file gives what the trained module gave.</summary>
    public CardParity? Parity { get; init; }

    /// <summary>How the file keeps its weights; null when it keeps them as they were trained.</summary>
    public CardWeights? Weights { get; init; }

    /// <summary>The program that made the model, and its version.</summary>
    public string CreatedBy { get; init; } = $"{Product.Name} {Product.Version}";

    /// <summary>When it was made; null unless given, so that the same training gives the same file.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The license of the model.</summary>
    public string? License { get; init; }

    /// <summary>Anything else, for people.</summary>
    public string? Notes { get; init; }

    /// <summary>The epochs of its training, in order; null where it is not known.</summary>
    public IReadOnlyList<CardEpoch>? History { get; init; }

    /// <summary>The card as JSON.</summary>
    /// <param name="indented">Lines for people to read; one line by default.</param>
    public string ToJson(bool indented = false) => CardJson.Write(this, indented);

    /// <summary>Reads a card.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="name">The file it comes from, for messages.</param>
    /// <exception cref="InvalidInputException">It is not JSON, of another schema version, or incomplete.</exception>
    public static ModelCard FromJson(string json, string name) => CardJson.Read(json, name);
}
