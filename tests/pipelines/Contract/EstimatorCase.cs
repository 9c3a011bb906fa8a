using Microsoft.ML;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>An estimator, and what it is held to the contract with.</summary>
/// <param name="Name">What tests call it.</param>
internal sealed record EstimatorCase(string Name)
{
    /// <summary>Makes the estimator; files go to the folder.</summary>
    public required Func<MLContext, TemporaryFolder, CancellationToken, IEstimator<ITransformer>> Create { get; init; }

    /// <summary>Data that it is fitted to and transforms: some 50 rows.</summary>
    public required Func<MLContext, IDataView> Data { get; init; }

    /// <summary>A column of the data that <c>Fit</c> can not do without.</summary>
    public required string Input { get; init; }

    /// <summary>The columns that it adds.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Those that a saved and loaded model gives by itself; the others come back by <c>InBatches</c>. Default: all.</summary>
    public IReadOnlyList<string>? Saved { get; init; }

    /// <summary>How a loaded model scores in batches again. Default: as it does by default.</summary>
    public ScoreSequencesOptions? InBatches { get; init; }

    /// <summary>
    /// By how much numbers may differ between ways of reading, of the largest of a column: texts of other lengths are padded inside the
    /// graph, which may change last bits. Default: 0.
    /// </summary>
    public float Tolerance { get; init; }

    /// <summary>Whether a token stops it. Default: yes.</summary>
    public bool Cancels { get; init; } = true;
}
