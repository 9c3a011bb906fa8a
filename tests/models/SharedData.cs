namespace Rnn.Onnx.Models.Tests;

/// <summary>Public data sets beside the checkout, which are not part of it.</summary>
internal static class SharedData
{
    /// <summary>The path of a file below data/; the test is inconclusive where it is missing.</summary>
    public static string Path(string name)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "../shared/data", name));
        if (!File.Exists(path))
            Assert.Inconclusive($"{path} is not there.");
        return path;
    }
}
