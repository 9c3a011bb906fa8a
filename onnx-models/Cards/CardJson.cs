using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rnn.Onnx.Models.Cards;

/// <summary>Between cards and JSON.</summary>
internal static class CardJson
{
    private static readonly CardJsonContext Context = Create(indented: false);
    private static readonly CardJsonContext Indented = Create(indented: true);

    public static string Write(ModelCard card, bool indented) =>
        JsonSerializer.Serialize(card, (indented ? Indented : Context).ModelCard);

    public static ModelCard Read(string json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        RequireVersion(json, name);
        try
        {
            var card = JsonSerializer.Deserialize(json, Context.ModelCard);
            return Checked(Filled(card!), name);
        }
        catch (JsonException e)
        {
            var place = e.Message.IndexOf(" Path:", StringComparison.Ordinal);
            throw Errors.InvalidInput(
                $"The card of '{name}' is wrong at {e.Path ?? "$"}: {(place < 0 ? e.Message : e.Message[..place])}",
                e
            );
        }
    }

    private static CardJsonContext Create(bool indented) =>
        new(
            new JsonSerializerOptions(CardJsonContext.Default.Options)
            {
                WriteIndented = indented,
                NewLine = "\n",
                // The JSON stands in a file, never in a page: letters need no escapes.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    private static void RequireVersion(string json, string name)
    {
        var version = SchemaVersion(json, name);
        if (version is null)
        {
            throw Errors.InvalidInput($"The card of '{name}' can not be read: expected a schemaVersion, found none.");
        }

        if (version != ModelCard.CurrentSchemaVersion)
        {
            throw Errors.InvalidInput(
                $"The card of '{name}' can not be read: expected schema version {ModelCard.CurrentSchemaVersion}, found {version}."
            );
        }
    }

    private static int? SchemaVersion(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("schemaVersion", out var element)
                && element.ValueKind == JsonValueKind.Number
                && element.TryGetInt32(out var version)
                ? version
                : null;
        }
        catch (JsonException e)
        {
            throw Errors.InvalidInput(
                $"The card of '{name}' can not be read: expected JSON, found an error at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.",
                e
            );
        }
    }

    // A list that a card does not have is an empty one: the reader of JSON sets what is only set at the beginning to null.
    private static ModelCard Filled(ModelCard card) =>
        card with
        {
            Inputs = card.Inputs ?? [],
            Outputs = card.Outputs ?? [],
            Labels = card.Labels ?? [],
            Vocabulary = card.Vocabulary ?? [],
            Scaler = card.Scaler ?? [],
        };

    // What other assemblies compute with; a stranger's card must not lead them astray.
    private static ModelCard Checked(ModelCard card, string name)
    {
        if (card.Series is { } series)
        {
            if (series.LookBack <= 0 || series.Horizon <= 0)
            {
                throw Errors.InvalidInput(
                    $"The card of '{name}' is wrong: expected a look-back and horizon over 0, found {series.LookBack} and {series.Horizon}."
                );
            }

            foreach (var target in series.AllTargets.Prepend(series.Target))
            {
                if (!series.Columns.Contains(target))
                {
                    throw Errors.InvalidInput(
                        $"The card of '{name}' is wrong: expected the target '{target}' among the columns, found {string.Join(", ", series.Columns)}."
                    );
                }
            }

            if (series.AllTargets.Count == 0 || series.AllTargets[0] != series.Target)
            {
                throw Errors.InvalidInput(
                    $"The card of '{name}' is wrong: expected '{series.Target}' as the first of the targets, found {string.Join(", ", series.AllTargets)}."
                );
            }

            if (series.Quantiles is { } levels && !AreLevels(levels))
            {
                throw Errors.InvalidInput(
                    $"The card of '{name}' is wrong: expected rising quantiles between 0 and 1, found {string.Join(", ", levels)}."
                );
            }
        }

        return card;
    }

    private static bool AreLevels(IReadOnlyList<double> levels) =>
        levels.Count > 0
        && levels.All(level => level is > 0 and < 1)
        && levels.Zip(levels.Skip(1), (low, high) => low < high).All(rises => rises);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class CardJsonContext : JsonSerializerContext;
