// ./build.sh <Target> [--packages auto|nuget|compat] [the target's own options]

record Options(string Target, string Packages, string Only, bool AcceptApi, string[] Rest);

// A word a line.
Options ReadOptions(string text)
{
    var words = text.Split('\n').ToList();
    if (words[0] is "" or "-h" or "--help" or "help")
        return new Options("", null, null, false, []);
    var target = words[0];
    if (target.StartsWith('-'))
        throw Fail($"The target comes first: ./build.sh <Target> [options]; found '{target}'.");
    words.RemoveAt(0);

    bool Is(string name) => target.Equals(name, StringComparison.OrdinalIgnoreCase);
    var packages = TakeValue(words, "--packages");
    if (packages is not (null or "auto" or "nuget" or "compat"))
        throw Fail($"--packages takes auto, nuget or compat; found '{packages}'.");
    var only = Is("Test") ? TakeValue(words, "--only") : null;
    var acceptApi = Is("Test") && words.Remove("--accept-api");
    if (words.Count > 0 && !Is("Demo") && !Is("Bench"))
        throw Fail($"{target} has no option '{words[0]}'; ./build.sh without a target lists what there is.");
    return new Options(target, packages, only, acceptApi, [.. words]);
}

// Takes `--name value` or `--name=value` out of the words; null where the option is not given.
string TakeValue(List<string> words, string name)
{
    var at = words.FindIndex(word => word == name || word.StartsWith(name + "="));
    if (at < 0)
        return null;
    var inline = words[at].Length > name.Length;
    if (!inline && at + 1 == words.Count)
        throw Fail($"{name} needs a value.");
    var value = inline ? words[at][(name.Length + 1)..] : words[at + 1];
    words.RemoveRange(at, inline ? 1 : 2);
    return value;
}
