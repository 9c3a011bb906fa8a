using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From a file in memory to the transformer that scores with it, which is what <c>Fit</c> gives.</summary>
internal static class TrainedFile
{
    /// <summary>Writes the file and loads it.</summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The trained and verified model with its card.</param>
    /// <param name="path">Where it goes; null for a file among the context's temporary ones that goes with the transformer.</param>
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
        var target = path ?? Path.Combine(context.TempFilePath, $"rnn-onnx-{Guid.NewGuid():N}.onnx");
        file.Save(target);
        try
        {
            return new ScoreSequencesEstimator(context.Transforms, target, scoring, ownsFile: path is null).Fit(input);
        }
        catch when (path is null)
        {
            File.Delete(target);
            throw;
        }
    }
}
