using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Training.Export;

/// <summary>The values of a graph that a module reads.</summary>
/// <param name="Input">Its main input; for a pooling, the outputs of all steps [N, T, D*H].</param>
public sealed record ModuleInputs(string Input)
{
    /// <summary>Steps of each row, int64 [N], taken as 1 where smaller; null when all rows have T.</summary>
    public string? Lengths { get; init; }

    /// <summary>States before the first step [N, L*D, H]; null for the module's own.</summary>
    public RecurrentState? Initial { get; init; }

    /// <summary>For a pooling: the output at each row's end [N, D*H].</summary>
    public string? Last { get; init; }

    /// <summary>For a tagger of words: the ids of each word's characters, int64 [N*T, L].</summary>
    public string? Characters { get; init; }

    /// <summary>What the nodes of recurrent layers are called, before the layer's number. Default: "rnn".</summary>
    public string Name { get; init; } = "rnn";

    /// <summary>For a forecaster: Unix seconds of the steps read and ahead, int64 [N, T + horizon].</summary>
    public string? Times { get; init; }
}
