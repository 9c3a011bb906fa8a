using System.Globalization;

namespace Rnn.Onnx.Models.Graph;

/// <summary>The names taken in a graph and all its bodies, which share one scope so that no body hides a name.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> taken = [];
    private readonly Dictionary<string, int> lastSuffix = [];

    /// <summary>Takes exactly this name.</summary>
    public void Take(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!taken.Add(name))
        {
            throw Errors.Argument(nameof(name), $"The name '{name}' is taken already.");
        }
    }

    /// <summary>Takes the name, or name_1, name_2, ... when it is taken.</summary>
    public string TakeSimilar(string name)
    {
        var free = Similar(name);
        taken.Add(free);
        return free;
    }

    /// <summary>The name when it is free, otherwise the first free one of name_1, name_2, ...; it is not taken yet.</summary>
    public string Similar(string name)
    {
        var candidate = name;
        var suffix = lastSuffix.GetValueOrDefault(name);
        while (taken.Contains(candidate))
        {
            suffix++;
            candidate = name + "_" + suffix.ToString(CultureInfo.InvariantCulture);
        }

        lastSuffix[name] = suffix;
        return candidate;
    }
}
