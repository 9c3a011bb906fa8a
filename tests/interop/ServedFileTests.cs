using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Compression;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Tests;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>The zoo's files, some in other formats, and exports of every kind: each alone in a folder, in programs that are not ours.</summary>
[TestClass]
public sealed class ServedFileTests : IDisposable
{
    private const string Zoo = "onnx-models/zoo";

    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static IEnumerable<object[]> ZooFiles =>
        Directory
            .GetFiles(Path.Combine(Repository.Root, Zoo), "*.onnx")
            .Select(path => new object[] { Path.GetFileNameWithoutExtension(path) });

    public static IEnumerable<object[]> Forecasters =>
        SampleForecasters.Options.Keys.Select(kind => new object[] { kind });

    [TestMethod]
    [DynamicData(nameof(ZooFiles))]
    public Task Zoo_EveryFile_GivesTheSameElsewhere(string name) => ServesAsync(Open(name));

    [TestMethod]
    [DataRow("births-lstm", WeightFormat.Float16)]
    [DataRow("births-lstm", WeightFormat.Int8)]
    [DataRow("sum-sign-classifier", WeightFormat.Float16)]
    [DataRow("sum-sign-classifier", WeightFormat.Int8)]
    public Task Zoo_OtherWeights_GivesTheSameElsewhere(string name, WeightFormat format)
    {
        var file = Open(name);
        var batch = RandomBatches.Of(file, rows: 17, time: 28);
        return ServesAsync(CompressedModel.Create(file, format, [batch], "random rows", tolerance: 1));
    }

    [TestMethod]
    [DynamicData(nameof(Forecasters))]
    public async Task Export_EveryForecaster_GivesTheSameElsewhere(string kind)
    {
        using var model = SampleForecasters.Create(kind);
        var missing = kind == "missing values";
        await ServesAsync(OnnxExporter.Export(model).File, times: [4, 12], missing);
    }

    [TestMethod]
    [DataRow("classifier", 13)]
    [DataRow("classifier", 20)]
    [DataRow("tagger", 13)]
    [DataRow("tagger", 20)]
    public async Task Export_OldAndNewOpset_GivesTheSameElsewhere(string kind, int opset)
    {
        using var model = SampleModels.Create(kind);
        await ServesAsync(OnnxExporter.Export(model, new ExportOptions { Opset = opset }).File);
    }

    private static ModelFile Open(string name) => ModelFile.Open(Path.Combine(Repository.Root, Zoo, name + ".onnx"));

    private async Task ServesAsync(ModelFile file, int[]? times = null, bool missing = false)
    {
        // Whatever it needed beside it would be missed.
        var path = folder["model.onnx"];
        file.Save(path);
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
        if (file.Opset <= ReferenceChecker.HighestOpset)
            await ReferenceChecker.AcceptAsync(path);

        using var model = SequenceModel.Load(path, Cpu);
        var runs = (
            from rows in new[] { 1, 3, 17 }
            from time in times ?? [1, 7, 28]
            select RandomBatches.Of(file, rows, time, missing)
        ).ToArray();

        var theirs = await NodeRuntime.RunAsync(path, runs);

        foreach (var (inputs, answer) in runs.Zip(theirs))
            NodeRuntime.AreEqual(model.Run(inputs), answer, string.Join("; ", inputs.Select(input => $"{input}")));
        if (file.OptionalInputs.Any(input => input.Name == "lengths"))
            await TakesLengthsAsync(model, path);
    }

    // The runtime in JavaScript has no way to give an input that has a default, and leaves a given one out without a word: so
    // padded rows with their lengths here must give what it gives for each row without its padding.
    private static async Task TakesLengthsAsync(SequenceModel model, string path)
    {
        long[] lengths = [7, 1, 4];
        var padded = RandomBatches.Of(model.File, lengths.Length, time: 7);
        var ours = model.Run([.. padded, NamedTensor.Of("lengths", lengths, lengths.Length)]);

        var theirs = await NodeRuntime.RunAsync(
            path,
            [.. lengths.Select((length, row) => Cut(model.File.Inputs, padded, row, length))]
        );

        for (var row = 0; row < lengths.Length; row++)
            NodeRuntime.AreEqual(
                Cut(model.File.Outputs, ours, row, lengths[row]),
                theirs[row],
                $"row {row} of {lengths[row]} steps"
            );
    }

    private static NamedTensor[] Cut(
        IEnumerable<TensorInfo> infos,
        IEnumerable<NamedTensor> batch,
        int row,
        long length
    ) => [.. infos.Zip(batch, (info, tensor) => RandomBatches.Steps(info, RandomBatches.Row(tensor, row), length))];
}
