using System.Reflection;

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>Holds what users can call: a change of it has to be meant.</summary>
[TestClass]
public class PublicApiTests
{
    private const int LinesShown = 12;

    public static IEnumerable<object[]> Assemblies =>
        Repository.ProductAssemblies.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void PublicApi_OfAProductAssembly_IsTheAcceptedOne(string assembly)
    {
        var path = Path.Combine(Repository.Root, "tests/architecture/PublicApi", assembly + ".txt");
        var actual = PublicApiWriter.Write(Assembly.Load(assembly)).ToArray();
        if (Environment.GetEnvironmentVariable("RNN_ACCEPT_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
            return;
        }
        var accepted = File.Exists(path) ? File.ReadAllLines(path) : [];

        var differences = Differences(accepted, actual);

        Assert.IsEmpty(
            differences,
            $"{assembly}'s public API changed. If that is meant, accept it with ./build.sh Test --accept-api and commit "
                + $"tests/architecture/PublicApi/{assembly}.txt.\n{string.Join('\n', differences.Take(LinesShown))}"
        );
    }

    // Members carry their type's line with them, so that equal members of two types are not taken for each other.
    private static string[] Differences(string[] accepted, string[] actual)
    {
        var (before, after) = (WithTheirTypes(accepted), WithTheirTypes(actual));
        return
        [
            .. before.Except(after).Select(line => "- " + line),
            .. after.Except(before).Select(line => "+ " + line),
        ];
    }

    private static List<string> WithTheirTypes(string[] lines)
    {
        var type = "";
        var result = new List<string>();
        foreach (var line in lines)
        {
            type = line.StartsWith(' ') ? type : line;
            result.Add(line.StartsWith(' ') ? $"{line.Trim()}   in {type}" : line);
        }
        return result;
    }
}
