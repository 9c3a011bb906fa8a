using System.Diagnostics;

namespace Rnn.Onnx.Architecture.Tests.Bootstrap;

/// <summary>
/// The build's own files copied into a folder of their own, with a PATH that has only what a test puts there: a machine
/// that lacks something, made without touching the real one.
/// </summary>
internal sealed class Checkout : IDisposable
{
    private static readonly string[] Needed =
    [
        "bash",
        "cat",
        "cut",
        "dirname",
        "dotnet",
        "env",
        "grep",
        "head",
        "mkdir",
        "paste",
        "sed",
        "sh",
    ];

    private readonly string _programs;

    public Checkout()
    {
        Folder = Directory.CreateTempSubdirectory("rnn-checkout-").FullName;
        _programs = Directory.CreateDirectory(Path.Combine(Folder, "programs")).FullName;
        string[] patterns =
        [
            "build.*",
            "cake.config",
            "global.json",
            "Directory.*",
            "*.sln",
            "package*.json",
            ".npmrc",
        ];
        foreach (var file in patterns.SelectMany(pattern => Directory.EnumerateFiles(Repository.Root, pattern)))
            Copy(Path.GetRelativePath(Repository.Root, file));
        // With the compiled build script, if there is one: compiling it again takes seconds.
        foreach (var folder in new[] { "build", ".config", "artifacts/cake" })
            CopyFolder(folder);
        foreach (var name in Needed)
            File.CreateSymbolicLink(Path.Combine(_programs, name), Find(name));
    }

    public string Folder { get; }

    public bool Has(string path) => File.Exists(Path.Combine(Folder, path));

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public void Write(string path, string text)
    {
        var target = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }

    public void Copy(string path)
    {
        var target = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(Repository.Root, path), target, overwrite: true);
    }

    /// <summary>Puts a program on the PATH that is nothing but these shell lines.</summary>
    public void Fake(string program, string lines)
    {
        var path = Path.Combine(_programs, program);
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("A shell script can not stand in for a program on Windows.");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Remove(string program) => File.Delete(Path.Combine(_programs, program));

    /// <summary>A Debian on which all packages of the compat mode are installed, without rights to install more.</summary>
    public void FakeDebian(params string[] without)
    {
        Fake("id", "echo 1000");
        Fake("apt-get", "echo 'E: apt-get must not be run here'; exit 100");
        if (!without.Contains("g++"))
            Fake("g++", "exit 1");
        var missing = string.Join("|", without.Append("-"));
        Fake("dpkg-query", $"case \"$4\" in {missing}) exit 1 ;; *) printf 'install ok installed' ;; esac");
    }

    public Outcome Build(params string[] arguments) => Run("/bin/bash", ["build.sh", .. arguments]);

    public Outcome Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own MSBuild settings, or a libtorch of this machine, are none of the checkout's business.
        string[] foreign = ["MSBUILD", "VSTEST", "LIBTORCH"];
        foreach (
            var name in start
                .Environment.Keys.Where(key => foreign.Any(f => key.StartsWith(f, StringComparison.OrdinalIgnoreCase)))
                .ToArray()
        )
            start.Environment.Remove(name);
        start.Environment["PATH"] = _programs;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, errors.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void CopyFolder(string folder)
    {
        var source = Path.Combine(Repository.Root, folder);
        if (!Directory.Exists(source))
            return;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            Copy(Path.GetRelativePath(Repository.Root, file));
    }

    private static string Find(string program) =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .First(File.Exists);
}
