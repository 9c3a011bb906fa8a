namespace Rnn.Onnx.Tests.Shared;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, found upward from the test assembly.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Rnn.Onnx.sln")))
                return at.FullName;
        }
        throw new InvalidOperationException($"No Rnn.Onnx.sln above '{folder}'.");
    }
}
