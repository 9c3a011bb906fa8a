using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Evaluation;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// Trains a recurrent language model on the texts of a column: exports it to ONNX, compares it with ONNX Runtime, and gives the
/// transformer that goes on from a text. Made by <c>mlContext.Sequences().Trainers.LanguageModel</c>.
/// </summary>
public sealed class RnnLanguageTrainer : IEstimator<ScoreSequencesTransformer>
{
    private readonly TrainerContext context;
    private readonly RnnLanguageOptions options;

    internal RnnLanguageTrainer(TrainerContext context, RnnLanguageOptions options) =>
        (this.context, this.options) = (context, options.Validate());

    /// <summary>Trains; the last lines choose the best epoch.</summary>
    /// <param name="input">Texts, read one behind the other; kept in memory while it trains.</param>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public ScoreSequencesTransformer Fit(IDataView input) => Fit(input, validationSet: null);

    /// <summary>Trains; the validation set chooses the best epoch.</summary>
    /// <param name="trainSet">Texts to learn from.</param>
    /// <param name="validationSet">Texts that choose the best epoch; null takes the last ones of the others.</param>
    /// <exception cref="InvalidInputException">A column is missing or of another type, or there are too few tokens.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    public ScoreSequencesTransformer Fit(IDataView trainSet, IDataView? validationSet)
    {
        ArgumentNullException.ThrowIfNull(trainSet);
        using var log = new LogProgress(context.Log, nameof(RnnLanguageTrainer));
        var (name, text) = ($"column {options.TextColumn}", Read(trainSet));
        var split = validationSet is null
            ? options.Task.Split(name, text)
            : LanguageSplit.Of(name, text, Read(validationSet), options.Text, options.Vocabulary);
        var trained = LanguageTraining.Run(split, options.Task, log, options.Cancellation);
        var (file, parity) = LanguageGenerator.Of(trained.File, options.Generator);
        log.Trained(trained.Training, parity);
        options.Cancellation.ThrowIfCancellationRequested();
        if (options.StepFile is { } stepFile)
            trained.File.Save(stepFile);
        return TrainedFile.Serve(context.Context, file, options.ModelFile, trainSet, Scoring);
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and those that the trained model adds.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        RequiredColumn.Text(options.TextColumn).In(inputSchema);
        var file = UntrainedLanguageModel.File(options);
        return UntrainedFile.OutputSchema(context.Context, file, inputSchema, Scoring);
    }

    private ScoreSequencesOptions Scoring => options.Scoring.Reading("prompt", options.TextColumn);

    private string Read(IDataView view)
    {
        RequiredColumn.Text(options.TextColumn).In(view.Schema);
        options.Cancellation.ThrowIfCancellationRequested();
        return TextLines.Read(view, options.TextColumn);
    }
}
