using System.Diagnostics;

namespace TorchSharp.Contract.Tests;

/// <summary>The system's Python with PyTorch, where there is one.</summary>
internal static class PythonTorch
{
    /// <summary>The lines that a script of tests/reference prints, or null when Python or its torch is missing.</summary>
    internal static string[]? Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-", .. arguments])
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            process.StandardInput.Write(Resource(script));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static string Resource(string name)
    {
        using var stream = typeof(PythonTorch).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The file of the libtorch that this process has loaded, or null where that is not known.</summary>
    internal static string? LoadedLibtorch() =>
        OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/maps")
                .FirstOrDefault(line => line.Contains("libtorch_cpu.so", StringComparison.Ordinal))
                ?.Split(' ')[^1]
            : null;
}
