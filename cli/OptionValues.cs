using System.CommandLine;
using System.Text.Json;

namespace Rnn.Onnx.Cli;

/// <summary>How options are made.</summary>
internal static class OptionValues
{
    /// <summary>An option with a default, which the help shows.</summary>
    public static Option<T> Value<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>An option whose value is one of some words, which the help shows.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What the words choose, without a full stop.</param>
    /// <param name="words">The words and what they mean.</param>
    /// <param name="value">The default, one of the meanings.</param>
    public static Option<string> Word<T>(string name, string description, IReadOnlyDictionary<string, T> words, T value)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}: {string.Join(", ", words.Keys)}.",
            DefaultValueFactory = _ => words.First(word => Equals(word.Value, value)).Key,
        };
        option.AcceptOnlyFromAmong([.. words.Keys]);
        return option;
    }

    /// <summary>The values of an enumeration by their names in kebab case.</summary>
    public static IReadOnlyDictionary<string, T> WordsOf<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
}
