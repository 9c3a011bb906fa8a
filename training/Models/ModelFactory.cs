using System.Text.Json;
using System.Text.Json.Serialization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Text;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a model can be built from again: with its weights, all of it.</summary>
/// <param name="Kind">The kind of model, one of <see cref="ModelFactory.Kinds"/>.</param>
/// <param name="OptionsJson">Its options as JSON.</param>
public sealed record ModelSpecification(string Kind, string OptionsJson);

/// <summary>Which kinds of models there are: their names, their options and how they are built. A table; nothing is searched for.</summary>
public static class ModelFactory
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.Ordinal)
    {
        [nameof(Forecaster)] = Entry.Of<Forecaster, ForecasterParts>(
            model => new ForecasterParts(model.Options, [.. model.Scaler.Means], [.. model.Scaler.Deviations]),
            parts => new Forecaster(parts.Options, parts.Scaler()),
            parts => ModelSizes.Of(parts.Options)
        ),
        [nameof(SequenceClassifier)] = Entry.Of<SequenceClassifier, SequenceClassifierOptions>(
            model => model.Options,
            options => new SequenceClassifier(options),
            ModelSizes.Of
        ),
        [nameof(SequenceRegressor)] = Entry.Of<SequenceRegressor, SequenceRegressorOptions>(
            model => model.Options,
            options => new SequenceRegressor(options),
            ModelSizes.Of
        ),
        [nameof(SequenceTagger)] = Entry.Of<SequenceTagger, SequenceTaggerOptions>(
            model => model.Options,
            options => new SequenceTagger(options),
            ModelSizes.Of
        ),
        [nameof(WordTagger)] = Entry.Of<WordTagger, WordTaggerParts>(
            model => WordTaggerParts.Of(model),
            parts => new WordTagger(parts.Options, parts.Featurizer()),
            parts => ModelSizes.Of(parts.Options, parts.Words.Length, parts.Characters.Length)
        ),
        [nameof(SequenceDecoder)] = Entry.Of<SequenceDecoder, SequenceDecoderOptions>(
            model => model.Options,
            options => new SequenceDecoder(options),
            ModelSizes.Of
        ),
        [nameof(Seq2Seq)] = Entry.Of<Seq2Seq, Seq2SeqOptions>(
            model => model.Options,
            options => new Seq2Seq(options),
            ModelSizes.Of
        ),
        [nameof(LanguageModel)] = Entry.Of<LanguageModel, LanguageModelOptions>(
            model => model.Options,
            options => new LanguageModel(options),
            ModelSizes.Of
        ),
    };

    /// <summary>The names of the kinds.</summary>
    public static IReadOnlyList<string> Kinds => [.. Entries.Keys];

    /// <summary>What a model can be built from again.</summary>
    /// <exception cref="InvalidInputException">It is of no known kind.</exception>
    public static ModelSpecification SpecificationOf(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var kind = model.GetType().Name;
        return new ModelSpecification(kind, Find(kind).Write(model));
    }

    /// <summary>Builds a model with fresh weights; a <see cref="RecurrentModel"/>, a <see cref="WordTagger"/>, a <see cref="SequenceDecoder"/>, a <see cref="Seq2Seq"/> or a <see cref="Forecaster"/>.</summary>
    /// <exception cref="InvalidInputException">The kind is not known, the JSON is not its options, or an option is out of its range.</exception>
    public static nn.Module Create(ModelSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return Read(specification, Find(specification.Kind).Build);
    }

    /// <summary>The parameters of a model and the numbers beside them, without building it: what a stranger's options would cost.</summary>
    /// <exception cref="InvalidInputException">See <see cref="Create"/>.</exception>
    internal static double SizeOf(ModelSpecification specification) =>
        Read(specification, Find(specification.Kind).Size);

    private static T Read<T>(ModelSpecification specification, Func<string, T> read)
    {
        try
        {
            return read(specification.OptionsJson);
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"Options of {specification.Kind}: expected them as they were written, found an error at {e.Path ?? "$"}.",
                e
            );
        }
    }

    private static Entry Find(string kind) =>
        Entries.TryGetValue(kind, out var entry)
            ? entry
            : throw new InvalidInputException(
                $"Kind of model: expected one of {string.Join(", ", Kinds)}, found '{kind}'."
            );

    /// <summary>A forecaster's scaler belongs to what it is built from: it stands in the graph as constants.</summary>
    private sealed record ForecasterParts(ForecasterOptions Options, float[] Means, float[] Deviations)
    {
        public Scaler Scaler() =>
            Means.Length == Deviations.Length
                ? new Scaler(Means, Deviations)
                : throw new InvalidInputException(
                    $"Options of {nameof(Forecaster)}: expected a deviation for each of {Means.Length} means, found {Deviations.Length}."
                );
    }

    /// <summary>What makes ids of words belongs to what a tagger is built from: it stands in the graph as constants.</summary>
    private sealed record WordTaggerParts(
        WordTaggerOptions Options,
        string[] Words,
        string[] Characters,
        int MaximumCharacters
    )
    {
        public static WordTaggerParts Of(WordTagger model) =>
            new(
                model.Options,
                [.. model.Featurizer.Words.Tokens],
                [.. model.Featurizer.Characters.Tokens],
                model.Featurizer.MaximumCharacters
            );

        public WordFeaturizer Featurizer() => new(new Vocabulary(Words), new Vocabulary(Characters), MaximumCharacters);
    }

    private sealed record Entry(Func<nn.Module, string> Write, Func<string, nn.Module> Build, Func<string, double> Size)
    {
        public static Entry Of<TModel, TOptions>(
            Func<TModel, TOptions> options,
            Func<TOptions, TModel> build,
            Func<TOptions, double> size
        )
            where TModel : nn.Module
            where TOptions : class
        {
            return new(
                model => JsonSerializer.Serialize(options((TModel)model), Json),
                json => build(Parse(json)),
                json => size(Parse(json))
            );

            static TOptions Parse(string json) =>
                JsonSerializer.Deserialize<TOptions>(json, Json) ?? throw new JsonException("null");
        }
    }
}
