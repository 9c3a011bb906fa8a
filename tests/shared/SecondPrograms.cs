namespace Rnn.Onnx.Tests.Shared;

/// <summary>Programs of the tests that run in a process of their own, built with them in the same configuration.</summary>
internal static class SecondPrograms
{
    /// <summary>Knows ML.NET and nothing of ours.</summary>
    public static string StockLoader => Program("stock-loader", "StockLoader.dll");

    /// <summary>Knows ML.NET and how to score in batches, and nothing of training.</summary>
    public static string SecondProcess => Program("second-process", "SecondProcess.dll");

    // .../tests/<project>/bin/<configuration>/<framework>/
    private static string Program(string project, string file)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var output = Path.Combine("bin", framework.Parent!.Name, framework.Name, file);
        return Path.Combine(Repository.Root, "tests", project, output);
    }
}
