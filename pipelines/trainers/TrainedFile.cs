using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From a file in memory to the transformer that scores with it, which is what <c>Fit</c> gives.</summary>
internal static class TrainedFile
{
    /// <summary>Loads the file and, where it is asked for, writes it.</summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The trained and verified model with its card.</param>
    /// <param name="path">Where it goes; null for nowhere.</param>
    /// <param name="input">The columns that it will read.</param>
    /// <param name="scoring">How it scores.</param>
    public static ScoreSequencesTransformer Serve(
        MLContext context,
        ModelFile file,
        string? path,
        IDataView input,
        ScoreSequencesOptions scoring
    )
    {
        var transformer = new ScoreSequencesEstimator(context.Transforms, file, path ?? "trained model", scoring).Fit(
            input
        );
        if (path is not null)
            file.Save(path);
        return transformer;
    }
}
