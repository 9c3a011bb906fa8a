// What the package mode needs from Debian and from npm; installed where it is missing, never asked about.

string[] debianTools = ["g++", "libtorch-dev", "libopenblas0-pthread"];
string[] npmFacts = ["code", "syscall", "errno", "path", "npm"];

// compat compiles a shim against libtorch. OpenBLAS comes in the same breath: otherwise apt takes the slow reference BLAS.
void InstallDebianPackages()
{
    var linuxX64 = OperatingSystem.IsLinux()
        && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64;
    if (!linuxX64)
        throw Fail("Package mode compat works on 64-bit Intel Linux only: use --packages nuget here.");
    var libtorch = Environment.GetEnvironmentVariable("LIBTORCH");
    if (!string.IsNullOrEmpty(libtorch))
    {
        if (!System.IO.File.Exists($"{libtorch}/lib/libtorch.so"))
            throw Fail($"LIBTORCH is '{libtorch}', and there is no lib/libtorch.so in it: let it name an unpacked libtorch.");
        Say("Setup", $"libtorch is taken from LIBTORCH, {libtorch}");
    }
    var missing = MissingPackages(string.IsNullOrEmpty(libtorch) ? debianTools : ["g++"]);
    if (missing.Length == 0)
        return;
    var names = string.Join(" ", missing);
    if (!OnPath("apt-get"))
        throw Fail($"Package mode compat needs {string.Join(", ", missing)}, and there is no apt-get to install them: see docs/packages.md.");
    if (!IsRoot())
        throw Fail(
            $"Package mode compat needs Debian packages that only root can install: run 'sudo {AptInstall(names)}', then this again."
        );
    Step("Setup", $"installing {names}", () => Apt(missing) is { } problem ? throw Fail(problem) : true);
}

// What tests compare with; the product needs neither. Only compat's libtorch is the one that python3-torch drives.
void InstallTestReferences(string mode)
{
    var missing = MissingPackages(mode == "compat" ? ["python3-torch", "python3-onnx", "chromium", "fonts-liberation"] : ["python3-onnx", "chromium", "fonts-liberation"]);
    if (missing.Length == 0)
        return;
    var names = string.Join(" ", missing);
    if (!OnPath("apt-get"))
        Say("Test", $"tests that compare with Debian's {names} will miss it");
    else if (!IsRoot())
        Say("Test", $"tests that compare with {names} will miss it; 'sudo {AptInstall(names)}' brings it");
    else if (Step("Test", $"installing {names} to compare with", () => Apt(missing)) is { } problem)
        Say("Test", problem);
}

string[] MissingPackages(string[] packages) => [.. packages.Where(package => !Installed(package))];

bool Installed(string package) =>
    package == "g++"
        ? OnPath("g++")
        : Run("dpkg-query", ["-W", "-f", "${Status}", package]).Output.Contains("install ok installed");

bool IsRoot() => Run("id", ["-u"]).Output.Trim() == "0";

string AptInstall(string names) => $"apt-get install -y --no-install-recommends {names}";

// null when done, otherwise the sentence that says why not. A source that can not be updated may not matter: install tells.
string Apt(string[] packages)
{
    (string, string)[] unattended = [("DEBIAN_FRONTEND", "noninteractive")];
    Run("apt-get", ["update"], unattended);
    var words = AptInstall(string.Join(" ", packages)).Split(' ')[1..];
    var installed = Run("apt-get", ["-o", "DPkg::Lock::Timeout=300", .. words], unattended);
    if (installed.ExitCode == 0)
        return null;
    var reason = installed.Output.Split('\n').FirstOrDefault(line => line.StartsWith("E: ")) ?? installed.Output.Trim();
    return $"apt-get could not install {string.Join(" ", packages)} (is there a network?): {reason.Trim()}";
}

// The lock file's hash stands beside what was installed from it, so that npm runs again only when the lock changed.
void InstallNpmPackages(string mode)
{
    const string stamp = "node_modules/.installed-from";
    var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes("package-lock.json")));
    if (System.IO.File.Exists(stamp) && System.IO.File.ReadAllText(stamp) == hash)
        return;
    var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
    if (!OnPath(npm))
    {
        if (mode == "compat")
            throw Fail("Package mode compat takes ONNX Runtime from npm, and there is no npm on the PATH: install Node.js (with npm).");
        Say("Setup", "there is no npm, so Demo and the interop tests will miss their sample data; all else works");
        return;
    }
    Step("Setup", "installing the npm packages of package-lock.json", () =>
    {
        var outcome = Run(npm, ["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]);
        if (outcome.ExitCode != 0)
            throw Fail($"npm could not install the packages of package-lock.json (is there a network?): {NpmReason(outcome.Output)}");
        System.IO.File.WriteAllText(stamp, hash);
        return outcome;
    });
}

// npm lists code, syscall, errno and the like before the line that a person understands.
string NpmReason(string output)
{
    var lines = output.Split('\n').Select(line => line.Replace("npm error", "").Replace("npm ERR!", "").Trim());
    return lines.FirstOrDefault(line => line.Contains(' ') && !npmFacts.Contains(line.Split(' ')[0])) ?? "it does not say why";
}
