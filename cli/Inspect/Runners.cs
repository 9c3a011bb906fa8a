using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Outline;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli.Inspect;

/// <summary>Something that runs ONNX files, and whether it runs this one.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Runs">Whether it does; null where that could not be tried here.</param>
/// <param name="What">What was found, or what is to be known.</param>
internal sealed record Runner(string Name, bool? Runs, string What);

/// <summary>Which execution providers run a file: the CPU's and CUDA's are tried, the rest follows from what is in it.</summary>
internal static class Runners
{
    // Operators that ONNX Runtime has for the CPU alone: it copies their inputs there and back.
    private static readonly HashSet<string> CpuOnly = new(StringComparer.Ordinal)
    {
        "StringNormalizer",
        "StringSplit",
        "StringConcat",
        "RegexFullMatch",
        "LabelEncoder",
        "Tokenizer",
        "Unique",
        "DynamicQuantizeLSTM",
    };

    public static IReadOnlyList<Runner> Of(ModelFile file, GraphOutline outline, string path) =>
        [Cpu(path), Cuda(file, outline, path), Browser(file), StockMlnet(file)];

    private static Runner Cpu(string path)
    {
        const string Name = "ONNX Runtime, CPU";
        try
        {
            using var model = SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu });
            return new Runner(Name, Runs: true, $"loads in ONNX Runtime {SequenceModel.RuntimeVersion}");
        }
        catch (InvalidInputException e)
        {
            return new Runner(Name, Runs: false, e.Message);
        }
    }

    private static Runner Cuda(ModelFile file, GraphOutline outline, string path)
    {
        const string Name = "ONNX Runtime, CUDA";
        var left = outline
            .All.Select(part => part.Operator.Split('.')[^1])
            .Concat(file.Operators)
            .Where(CpuOnly.Contains)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        var note = left.Length == 0 ? "" : $"; these run on the CPU there: {string.Join(", ", left)}";
        try
        {
            using var model = SequenceModel.Load(path, new SessionSettings { Device = Device.Auto });
            return model.Provider == "CUDA"
                ? new Runner(Name, Runs: true, $"loads on the device{note}")
                : new Runner(Name, Runs: null, $"not tried, there is no device or no runtime for it here{note}");
        }
        catch (InvalidInputException e)
        {
            return new Runner(Name, Runs: false, e.Message);
        }
    }

    private static Runner Browser(ModelFile file)
    {
        var foreign = Foreign(file);
        return new Runner(
            "Browser (onnxruntime-web)",
            Runs: null,
            foreign.Length == 0
                ? "not tried; it has the operators of the CPU"
                : $"not tried; needs operators of {string.Join(", ", foreign)}"
        );
    }

    // What ApplyOnnxModel of ML.NET can bind.
    private static Runner StockMlnet(ModelFile file)
    {
        var objection = file
            .Inputs.Select(Objection)
            .Concat(
                file.Outputs.Where(output => output.Shape.Count == 0)
                    .Select(output => $"output {output.Name} has no dimensions")
            )
            .FirstOrDefault(one => one is not null);
        return objection is null
            ? new Runner(
                "ML.NET, ApplyOnnxModel",
                Runs: true,
                "inputs and outputs are such that its columns bind, row by row"
            )
            : new Runner("ML.NET, ApplyOnnxModel", Runs: false, objection);
    }

    private static string? Objection(TensorInfo input)
    {
        if (input.Shape.Count == 0)
            return $"input {input.Name} has no dimensions";
        if (input.Shape.Skip(1).Count(dim => dim.Value is null) > 1)
            return $"input {input.Name} has more than one open dimension behind the first";
        return input.ElementType == ElementType.String && (input.Shape.Count != 2 || input.Shape[1].Value is null)
            ? $"input {input.Name} is of texts, whose shape it needs as [batch, 1]"
            : null;
    }

    // Domains beside the standard ones and ONNX Runtime's own.
    private static string[] Foreign(ModelFile file) =>
        [.. file.OperatorSets.Keys.Except(["ai.onnx", "ai.onnx.ml", "com.microsoft"])];
}
