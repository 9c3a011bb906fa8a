using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Evaluation;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Streaming;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines;

/// <summary>What this library adds to an <see cref="MLContext"/>.</summary>
public static class SequenceExtensions
{
    /// <summary>Data operations and evaluation of sequence models.</summary>
    public static SequenceCatalog Sequences(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new SequenceCatalog(mlContext);
    }

    /// <summary>Training and back-testing of forecasters.</summary>
    public static SequenceForecastingCatalog Forecasting(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new SequenceForecastingCatalog(mlContext);
    }

    /// <summary>
    /// Scores sequences with an exported model, rows in batches. Columns are named as the model's inputs and outputs, unless
    /// <see cref="ScoreSequencesOptions.InputColumns"/> says otherwise: a forecaster reads <c>series</c> (T*C values, oldest first)
    /// and, where it has calendar features, <c>times</c> (T + horizon time stamps), and adds <c>forecast</c> (a value a step and target,
    /// in the same unit) and, where it has them, <c>quantiles</c>. Beside a classifier's outputs stand <c>PredictedLabel</c> (a key of
    /// its labels), <c>Score</c> (the probability of each label, a slot a label) and <c>Probability</c> (that of the predicted label);
    /// beside one number a row, of a regressor or a forecast of one step, stands <c>Score</c>.
    /// </summary>
    /// <param name="catalog">The context's transforms.</param>
    /// <param name="modelFile">The .onnx file.</param>
    /// <param name="options">Batch size, device and threads.</param>
    /// <exception cref="InvalidInputException">The file is missing or no such model.</exception>
    public static ScoreSequencesEstimator ScoreSequences(
        this TransformsCatalog catalog,
        string modelFile,
        ScoreSequencesOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ScoreSequencesEstimator(
            catalog,
            ModelFile.Open(modelFile),
            modelFile,
            options ?? new ScoreSequencesOptions()
        );
    }
}

/// <summary>Data operations and evaluation of sequence models. Made by <c>mlContext.Sequences()</c>.</summary>
public sealed partial class SequenceCatalog
{
    internal SequenceCatalog(MLContext context) => (Context, Trainers) = (context, new SequenceTrainers(context));

    /// <summary>Trainers of taggers and translators, where the trainers' package is referenced.</summary>
    public SequenceTrainers Trainers { get; }

    internal MLContext Context { get; }

    /// <summary>
    /// The windows of a series as a lazy view with the columns <c>series</c> [T, C], <c>target</c> [horizon], or
    /// [horizon, targets] with several, and, where there are dates, <c>date</c> of the first step to forecast and <c>times</c>
    /// [T + horizon] in seconds since 1970.
    /// </summary>
    /// <param name="windows">The windows; they are read in place.</param>
    public IDataView LoadWindows(SlidingWindow windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return new WindowView(windows);
    }

    /// <summary>Errors of forecasts over all rows of a scored view, in the series' own unit, overall and by step.</summary>
    /// <param name="scored">A view with what came to pass and what was forecast, vectors of the same size.</param>
    /// <param name="scale">
    /// The targets and what their scaled errors are divided by, measured on the training part by <see cref="ForecastScale.Of(TimeSeries, int)"/>.
    /// </param>
    /// <param name="targetColumn">What came to pass. Default: <c>target</c>.</param>
    /// <param name="forecastColumn">What was forecast. Default: <c>forecast</c>.</param>
    /// <param name="quantiles">Levels of the quantiles in the column <c>quantiles</c>; null to leave them out.</param>
    /// <exception cref="InvalidInputException">A column is missing, the sizes differ or there is no row.</exception>
    public ForecastMetrics EvaluateForecast(
        IDataView scored,
        ForecastScale scale,
        string targetColumn = WindowColumns.Target,
        string forecastColumn = WindowColumns.Forecast,
        IReadOnlyList<double>? quantiles = null
    )
    {
        var metrics = ForecastEvaluation.Evaluate(scored, scale, targetColumn, forecastColumn);
        return quantiles is null
            ? metrics
            : metrics with
            {
                Quantiles = ForecastEvaluation.EvaluateQuantiles(scored, quantiles, targetColumn),
            };
    }

    /// <summary>How alike translations and their references are, over all rows of a scored view: BLEU and chrF.</summary>
    /// <param name="scored">A view with a reference and a translation in each row, the best first where there are several.</param>
    /// <param name="text">
    /// How texts become tokens, as the card of the translator says of its target; null for words whose case counts. Default: null.
    /// </param>
    /// <param name="referenceColumn">What a translation is held against. Default: <c>reference</c>.</param>
    /// <param name="translationColumn">What was translated. Default: <c>translation</c>.</param>
    /// <exception cref="InvalidInputException">A column is missing or no text, or there is no row.</exception>
    public TranslationMetrics EvaluateTranslation(
        IDataView scored,
        TextOptions? text = null,
        string referenceColumn = "reference",
        string translationColumn = "translation"
    ) => TranslationEvaluation.Evaluate(scored, text ?? new TextOptions(), referenceColumn, translationColumn);

    /// <summary>
    /// Scores streams row by row with a model that was exported with its states (<c>rnn export --stateful</c>), which are kept for
    /// each key between calls.
    /// </summary>
    /// <typeparam name="TIn">A row: the key and the model's inputs but the states, bound as a <c>PredictionEngine</c> binds them.</typeparam>
    /// <typeparam name="TOut">What is taken of the answer.</typeparam>
    /// <param name="modelFile">The .onnx file.</param>
    /// <param name="options">The key's column, how many are kept, device and threads.</param>
    /// <exception cref="InvalidInputException">
    /// The file is missing or has no states, or a column of the input class is missing or of another type.
    /// </exception>
    public StatefulPredictionEngine<TIn, TOut> CreateStatefulEngine<TIn, TOut>(
        string modelFile,
        StatefulEngineOptions? options = null
    )
        where TIn : class
        where TOut : class, new() => new(Context, modelFile, options ?? new StatefulEngineOptions());

    /// <summary>
    /// Makes a loaded model score in batches again, and give the predictions that follow from its card: what
    /// <c>mlContext.Model.Load</c> gives for a model that was saved with <c>ScoreSequences</c> in it, or with ML.NET's own
    /// <c>ApplyOnnxModel</c>, alone or in chains.
    /// </summary>
    /// <param name="model">The loaded model; it belongs to what is returned.</param>
    /// <param name="inputSchema">The columns that it reads, as <c>mlContext.Model.Load</c> gives them.</param>
    /// <param name="options">How it scores; columns keep the names that the model was saved with.</param>
    /// <exception cref="InvalidInputException">There is no ONNX transformer in it, or its model can not be scored in batches.</exception>
    public TransformerChain<ITransformer> InBatches(
        ITransformer model,
        DataViewSchema inputSchema,
        ScoreSequencesOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        return LoadedModel.InBatches(Context, model, inputSchema, options ?? new ScoreSequencesOptions());
    }

    /// <summary>How well words were tagged, over all rows of a scored view: tag by tag and, for BIO tags, entity by entity.</summary>
    /// <param name="scored">A view with the right tags and the answered ones in each row, vectors of texts of the same size.</param>
    /// <param name="tagsColumn">The right tags. Default: <c>Tags</c>.</param>
    /// <param name="predictedColumn">The answered tags. Default: <c>tags</c>.</param>
    /// <exception cref="InvalidInputException">A column is missing or no vector of texts, the sizes differ, or there is no row.</exception>
    public TaggingMetrics EvaluateTagging(
        IDataView scored,
        string tagsColumn = "Tags",
        string predictedColumn = "tags"
    ) => TaggingEvaluation.Evaluate(scored, tagsColumn, predictedColumn);

    /// <summary>How well a language model predicts the texts of a view, read one behind the other, a row a line.</summary>
    /// <param name="modelFile">A language model with its vocabulary in the card, exported with states.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="textColumn">Where they are. Default: <c>Text</c>.</param>
    /// <exception cref="InvalidInputException">The file is no such model, the column is missing or no text, or there are fewer than two tokens.</exception>
    public LanguageMetrics EvaluateLanguageModel(string modelFile, IDataView texts, string textColumn = "Text")
    {
        using var model = SequenceModel.Load(modelFile, new SessionSettings { Device = Device.Cpu });
        return EvaluateLanguageModel(model, texts, textColumn);
    }

    /// <summary>The same with a model that is loaded already.</summary>
    /// <param name="model">A language model with its vocabulary in the card, exported with states.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="textColumn">Where they are. Default: <c>Text</c>.</param>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public LanguageMetrics EvaluateLanguageModel(SequenceModel model, IDataView texts, string textColumn = "Text") =>
        LanguageEvaluation.Measure(model, TextLines.Read(texts, textColumn));
}
