using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Rnn.Onnx.Benchmarks;
using Rnn.Onnx.Benchmarks.Contests;

if (args is [Contestant.Flag, var contestant, var threads])
{
    Contestant.Serve(contestant, threads);
    return 0;
}
var onlyAsks = args.Any(word => word is "--list" or "--help" or "--info");
if (!onlyAsks && ContestList.Run(args))
    return 0;

// In this process: the projects that BenchmarkDotNet would write otherwise do not know the package mode.
var config = ManualConfig
    .CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(MarkdownExporter.GitHub)
    .AddLogger(onlyAsks ? ConsoleLogger.Default : new StepLogger());
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config).ToArray();
foreach (var summary in summaries)
{
    MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
    Console.WriteLine($"\nBench   results in {Path.GetRelativePath(".", summary.ResultsDirectoryPath)}");
}
var ran = summaries.Length > 0 && !summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success));
return ran || onlyAsks ? 0 : 1;
