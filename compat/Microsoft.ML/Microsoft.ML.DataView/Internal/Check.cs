using System.Runtime.CompilerServices;

namespace Microsoft.ML.Internal;

/// <summary>Argument checks and the exceptions that they throw, in the kinds that ML.NET throws.</summary>
internal static class Check
{
    public static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string name = null)
        where T : class => value ?? throw new ArgumentNullException(name);

    public static string NotEmpty(string value, [CallerArgumentExpression(nameof(value))] string name = null) =>
        string.IsNullOrEmpty(value)
            ? throw new ArgumentOutOfRangeException(name, $"{name} cannot be null or empty")
            : value;

    public static string NotBlank(string value, [CallerArgumentExpression(nameof(value))] string name = null) =>
        string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentOutOfRangeException(name, $"{name} cannot be null or white space")
            : value;

    public static void Param(bool good, string name)
    {
        if (!good)
            throw new ArgumentOutOfRangeException(name);
    }

    public static void Param(bool good, string name, string message)
    {
        if (!good)
            throw new ArgumentOutOfRangeException(name, message);
    }

    public static void That(bool good, string message)
    {
        if (!good)
            throw new InvalidOperationException(message);
    }

    public static Exception MissingColumn(string parameter, string role, string column) =>
        new ArgumentOutOfRangeException(parameter, $"Could not find {role} column '{column}'");

    public static Exception WrongColumn(string parameter, string role, string column, string expected, string found) =>
        new ArgumentOutOfRangeException(
            parameter,
            $"Schema mismatch for {role} column '{column}': expected {expected}, got {found}"
        );

    public static Exception WrongGetter(Type asked, Delegate getter) =>
        new InvalidOperationException(
            $"Invalid TValue in GetGetter: '{asked}', expected type: '{getter.GetType().GetGenericArguments()[0]}'."
        );
}
