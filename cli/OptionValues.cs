using System.CommandLine;

namespace Rnn.Onnx.Cli;

/// <summary>How options are made.</summary>
internal static class OptionValues
{
    /// <summary>An option with a default, which the help shows.</summary>
    public static Option<T> Value<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
