namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>Every verb's case, a file for each group of verbs.</summary>
internal static class VerbCases
{
    public static IReadOnlyList<VerbCase> All { get; } =
    [
        .. TrainVerbs.All,
        .. UseVerbs.All,
        .. LabVerbs.All,
        .. DataVerbs.All,
        .. ToolVerbs.All,
        .. ReportVerbs.All,
        .. ServeVerbs.All,
    ];
}
