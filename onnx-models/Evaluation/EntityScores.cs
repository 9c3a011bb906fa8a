namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How well entities were found: an entity is right when its first word, its last word and its type are.</summary>
/// <param name="All">Entities of all types.</param>
/// <param name="Types">Those of each type, in the order of their characters.</param>
public sealed record EntityScores(MatchScore All, IReadOnlyList<MatchScore> Types)
{
    private const string Outside = "O";
    private const string Begin = "B-";
    private const string Inside = "I-";

    /// <summary>Whether tags mark entities: all of them are O, B-type or I-type, and one at least begins an entity.</summary>
    internal static bool AreBio(IEnumerable<string> tags)
    {
        var distinct = tags.ToHashSet(StringComparer.Ordinal);
        return distinct.All(tag => tag == Outside || TypeOf(tag) is not null)
            && distinct.Any(tag => tag.StartsWith(Begin, StringComparison.Ordinal));
    }

    /// <summary>Compares the entities of sentences.</summary>
    internal static EntityScores Of(
        IReadOnlyList<IReadOnlyList<string>> truth,
        IReadOnlyList<IReadOnlyList<string>> answers
    )
    {
        var (there, found) = (Every(truth), Every(answers));
        var right = there.Intersect(found).ToArray();
        var types = there.Concat(found).Select(entity => entity.Type).Distinct(StringComparer.Ordinal);
        return new EntityScores(
            new MatchScore("all", there.Length, found.Length, right.Length),
            [
                .. types
                    .Order(StringComparer.Ordinal)
                    .Select(type => new MatchScore(
                        type,
                        there.Count(entity => entity.Type == type),
                        found.Count(entity => entity.Type == type),
                        right.Count(entity => entity.Type == type)
                    )),
            ]
        );
    }

    private static Entity[] Every(IReadOnlyList<IReadOnlyList<string>> sentences) =>
        [.. sentences.SelectMany((tags, number) => Entities(tags, number))];

    // As in CoNLL's own program: an I- that does not go on with an entity of its type begins one.
    private static IEnumerable<Entity> Entities(IReadOnlyList<string> tags, int sentence)
    {
        (string Type, int First)? open = null;
        for (var i = 0; i <= tags.Count; i++)
        {
            var tag = i < tags.Count ? tags[i] : Outside;
            var type = TypeOf(tag);
            var goesOn = open is { } o && o.Type == type && tag.StartsWith(Inside, StringComparison.Ordinal);
            if (open is { } ended && !goesOn)
                yield return new Entity(sentence, ended.First, i - 1, ended.Type);
            if (!goesOn)
                open = type is null ? null : (type, i);
        }
    }

    private static string? TypeOf(string tag) =>
        tag.Length > Begin.Length
        && (tag.StartsWith(Begin, StringComparison.Ordinal) || tag.StartsWith(Inside, StringComparison.Ordinal))
            ? tag[Begin.Length..]
            : null;

    private sealed record Entity(int Sentence, int First, int Last, string Type);
}
