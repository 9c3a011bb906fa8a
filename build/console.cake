// What a person sees: one line a step; a failure as one sentence, below what the failing tool said.
using System.Diagnostics;

record Outcome(int ExitCode, string Output);

bool insideStep = false;

// Ends here, so that Cake does not report the failed task in its own words. Returns only in the compiler's eyes.
Exception Fail(string sentence, string details = "")
{
    if (insideStep)
        Console.WriteLine("failed");
    if (details != "")
        Console.Error.WriteLine(details.TrimEnd());
    Console.Error.WriteLine(sentence);
    Environment.Exit(1);
    return new InvalidOperationException(sentence);
}

void Say(string task, string what) => Console.WriteLine($"{task, -7} {what}");

T Step<T>(string task, string what, Func<T> work)
{
    Console.Write($"{task, -7} {what} ... ");
    insideStep = true;
    var clock = Stopwatch.StartNew();
    var result = work();
    insideStep = false;
    Console.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s");
    return result;
}

// A step whose tool is quiet when all is well; otherwise its output is shown whole.
void RunStep(string task, string what, string program, string[] arguments) =>
    Step(task, what, () =>
    {
        var outcome = Run(program, arguments);
        return outcome.ExitCode == 0 ? outcome : throw Fail($"{task} failed.", outcome.Output);
    });

// Runs a program with no input and collects what it writes; -1 and a line where it can not be started or takes too long.
Outcome Run(string program, string[] arguments, (string Name, string Value)[] environment = null, int minutes = 30)
{
    var start = new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    foreach (var (name, value) in environment ?? [])
        start.Environment[name] = value;
    var output = new System.Text.StringBuilder();
    void Collect(string line)
    {
        lock (output)
            output.AppendLine(line);
    }
    try
    {
        using var process = new System.Diagnostics.Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => { if (e.Data != null) Collect(e.Data); };
        process.ErrorDataReceived += (_, e) => { if (e.Data != null) Collect(e.Data); };
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(minutes)))
        {
            process.Kill(entireProcessTree: true);
            Collect($"{program} was stopped after {minutes} minutes.");
            return new Outcome(-1, output.ToString());
        }
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.ToString());
    }
    catch (System.ComponentModel.Win32Exception e)
    {
        return new Outcome(-1, $"{program} can not be started: {e.Message}");
    }
}

bool OnPath(string program) =>
    (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => System.IO.File.Exists(System.IO.Path.Combine(folder, program)));

void ListTargets(IReadOnlyDictionary<string, string> targets)
{
    Console.WriteLine("./build.sh <Target> [options]");
    Console.WriteLine();
    foreach (var (name, description) in targets)
        Console.WriteLine($"  {name, -8}{description}");
}
