using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Rnn.Onnx.Architecture.Tests;

/// <summary>Who may know whom. Training and inference meet only in the ONNX file; what is deployed carries no TorchSharp.</summary>
[TestClass]
public class ArrowTests
{
    // The names of the real packages' assemblies; a reference to any other Microsoft.ML.* or TorchSharp* name is one
    // that only the stand-ins under compat/ could answer.
    private static readonly string[] MicrosoftML =
    [
        "Microsoft.ML.Core",
        "Microsoft.ML.Data",
        "Microsoft.ML.DataView",
        "Microsoft.ML.OnnxTransformer",
        "Microsoft.ML.Transforms",
    ];

    // Of the shared framework that rnn serve listens with.
    private static readonly string[] AspNetCore =
    [
        "Microsoft.AspNetCore",
        "Microsoft.AspNetCore.Connections.Abstractions",
        "Microsoft.AspNetCore.Hosting.Abstractions",
        "Microsoft.AspNetCore.Hosting.Server.Abstractions",
        "Microsoft.AspNetCore.Http.Abstractions",
        "Microsoft.AspNetCore.Http.Features",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Server.Kestrel.Core",
        "Microsoft.AspNetCore.WebUtilities",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Features",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Primitives",
        "Microsoft.Net.Http.Headers",
    ];

    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Rnn.Onnx.Models"] = ["CsvHelper", "Google.Protobuf"],
        ["Rnn.Onnx.Training"] = ["Rnn.Onnx.Models", "TorchSharp"],
        ["Rnn.Onnx.Inference"] = ["Rnn.Onnx.Models", "Microsoft.ML.OnnxRuntime"],
        ["Rnn.Onnx.Pipelines"] = ["Rnn.Onnx.Models", "Rnn.Onnx.Inference", "Microsoft.ML.OnnxRuntime", .. MicrosoftML],
        ["Rnn.Onnx.Pipelines.Trainers"] =
        [
            "Rnn.Onnx.Models",
            "Rnn.Onnx.Training",
            "Rnn.Onnx.Inference",
            "Rnn.Onnx.Pipelines",
            "TorchSharp",
            "Microsoft.ML.OnnxRuntime",
            .. MicrosoftML,
        ],
        ["Rnn.Onnx.Hosting"] =
        [
            "Rnn.Onnx.Models",
            "Rnn.Onnx.Inference",
            "Rnn.Onnx.Pipelines",
            .. MicrosoftML,
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
            "Microsoft.Extensions.Hosting.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions",
        ],
        ["rnn"] =
        [
            "Rnn.Onnx.Models",
            "Rnn.Onnx.Training",
            "Rnn.Onnx.Inference",
            "Rnn.Onnx.Pipelines",
            "Rnn.Onnx.Pipelines.Trainers",
            "TorchSharp",
            "Microsoft.ML.OnnxRuntime",
            .. MicrosoftML,
            "Spectre.Console",
            "System.CommandLine",
            .. AspNetCore,
        ],
    };

    private static readonly Dictionary<string, string> Projects = new()
    {
        ["Rnn.Onnx.Models"] = "onnx-models/Rnn.Onnx.Models.csproj",
        ["Rnn.Onnx.Training"] = "training/Rnn.Onnx.Training.csproj",
        ["Rnn.Onnx.Inference"] = "inference/Rnn.Onnx.Inference.csproj",
        ["Rnn.Onnx.Pipelines"] = "pipelines/Rnn.Onnx.Pipelines.csproj",
        ["Rnn.Onnx.Pipelines.Trainers"] = "pipelines/trainers/Rnn.Onnx.Pipelines.Trainers.csproj",
        ["Rnn.Onnx.Hosting"] = "pipelines/hosting/Rnn.Onnx.Hosting.csproj",
        ["rnn"] = "cli/Rnn.Onnx.Cli.csproj",
    };

    public static IEnumerable<object[]> Assemblies =>
        Repository.ProductAssemblies.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void References_OfAProductAssembly_GoOnlyWhereTheyMay(string assembly)
    {
        var wrong = ReferencesOf(assembly).Where(name => !IsFramework(name)).Except(MayReference[assembly]).ToArray();

        Assert.IsEmpty(wrong, $"{assembly} must not reference {string.Join(", ", wrong)}.");
    }

    // The compiler drops a reference that is not used yet; the project file shows it.
    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void ProjectFile_OfAProductAssembly_AsksOnlyForWhatItMayReference(string assembly)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, Projects[assembly]));

        var asked = project
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .ToList();
        string[] uses = [.. project.Descendants().Where(e => e.Value == "true").Select(e => e.Name.LocalName)];
        asked.AddRange(uses.Contains("UsesTorchSharp") ? ["TorchSharp"] : []);
        asked.AddRange(uses.Contains("UsesMicrosoftML") ? MicrosoftML : []);
        asked.AddRange(uses.Contains("UsesOnnxRuntime") ? ["Microsoft.ML.OnnxRuntime"] : []);
        var wrong = asked.Except(MayReference[assembly]).ToArray();

        Assert.IsEmpty(wrong, $"{Projects[assembly]} must not ask for {string.Join(", ", wrong)}.");
    }

    // Trainers and the rnn tool stand above pipelines; nothing that a deployed application references is above.
    [TestMethod]
    public void TorchSharp_IsKnown_OnlyWhereModelsAreTrained()
    {
        var knowing = Repository.ProductAssemblies.Where(name =>
            ReferencesOf(name).Any(r => r.StartsWith("TorchSharp", StringComparison.Ordinal))
        );

        CollectionAssert.IsSubsetOf(
            knowing.ToArray(),
            new[] { "Rnn.Onnx.Training", "Rnn.Onnx.Pipelines.Trainers", "rnn" }
        );
    }

    private static IEnumerable<string> ReferencesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name)
            ),
        ];
    }

    private static bool IsFramework(string name) =>
        name is "mscorlib" or "netstandard" or "Microsoft.Win32.Primitives" // Win32Exception
        || (name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine");
}
