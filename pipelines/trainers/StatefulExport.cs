using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// From the file of a model that reads whole sequences to one that carries its states: it reads a sequence in pieces, a step at a time
/// if need be, and gives the same answers, without a piece being sent twice.
/// </summary>
public static class StatefulExport
{
    /// <summary>
    /// Reads the module back out of the file, writes it with its states as inputs and outputs, and verifies that. Models that answer by
    /// what they have read so far can go on: of one direction, pooled by the last step where they are pooled.
    /// </summary>
    /// <param name="file">A file of this library in float32, which is not a translator's.</param>
    /// <returns>The file, with the card of the other one.</returns>
    /// <exception cref="InvalidInputException">The file holds no module of ours, or one that can not go on.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the module.</exception>
    public static ModelFile Of(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var module = OnnxImporter.Read(file);
        var exported = OnnxExporter.Export(module, new ExportOptions { Stateful = true });
        var parity = VerifiedExport.Demand(exported);
        return file.Card is { } card ? exported.File.WithCard(card.WithExport(exported, parity)) : exported.File;
    }
}
