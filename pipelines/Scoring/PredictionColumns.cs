using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// The columns by ML.NET's names that follow from a model's card: <c>PredictedLabel</c>, <c>Score</c> and <c>Probability</c> of
/// classifiers, <c>Score</c> of what gives one number a row.
/// </summary>
internal static class PredictionColumns
{
    public const string PredictedLabel = "PredictedLabel";
    public const string Score = "Score";
    public const string Probability = "Probability";

    private const string Probabilities = "probabilities";

    /// <summary>The columns; none for a model without a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="binding">The outputs.</param>
    /// <param name="positive">The label of two that counts as true; null for keys.</param>
    /// <param name="file">How errors name the model.</param>
    /// <exception cref="InvalidInputException">The model is no classifier of two classes, one of them the positive label.</exception>
    public static IReadOnlyList<AddedColumn> Of(ModelCard? card, ModelBinding binding, string? positive, string file)
    {
        var isClassifier = card?.Task == ModelCard.ClassificationTask;
        if (positive is not null && !(isClassifier && card!.Labels.Count == 2 && card.Labels.Contains(positive)))
            throw new InvalidInputException(
                $"Option positive-label: expected one of the two labels of a classifier, found '{positive}' and the model '{file}' with {(isClassifier ? $"the labels {string.Join(", ", card!.Labels)}" : "no labels")}."
            );
        if (isClassifier && Output(binding, Probabilities) is (var output, > 1 and var classes))
            return positive is null
                ? Multiclass(output, classes, card!.Labels)
                : Binary(output, card!.Labels[0] == positive ? 0 : 1);
        var number = card?.Task switch
        {
            ModelCard.RegressionTask => Output(binding, "prediction"),
            ModelCard.ForecastTask => Output(binding, "forecast"),
            _ => null,
        };
        return number is (var answer, 1) ? [Number(answer)] : [];
    }

    private static AddedColumn[] Multiclass(int output, int classes, IReadOnlyList<string> labels) =>
        [
            new(
                PredictedLabel,
                new KeyDataViewType(typeof(uint), classes),
                PredictionAnnotations.Key(PredictionAnnotations.Multiclass, labels),
                (answers, row) => Getter((ref uint key) => key = (uint)Highest(answers[output].Floats(row())) + 1)
            ),
            new(
                Score,
                new VectorDataViewType(NumberDataViewType.Single, classes),
                PredictionAnnotations.Score(PredictionAnnotations.Multiclass, Score, labels),
                (answers, row) => answers[output].Getter(row)
            ),
            new(
                Probability,
                NumberDataViewType.Single,
                PredictionAnnotations.Score(PredictionAnnotations.Multiclass, Probability, []),
                (answers, row) =>
                    Getter(
                        (ref float probability) =>
                        {
                            var all = answers[output].Floats(row());
                            probability = all[Highest(all)];
                        }
                    )
            ),
        ];

    private static AddedColumn[] Binary(int output, int positive) =>
        [
            new(
                PredictedLabel,
                BooleanDataViewType.Instance,
                PredictionAnnotations.Score(PredictionAnnotations.Binary, PredictedLabel, []),
                (answers, row) => Getter((ref bool label) => label = Highest(answers[output].Floats(row())) == positive)
            ),
            new(
                Score,
                NumberDataViewType.Single,
                PredictionAnnotations.Score(PredictionAnnotations.Binary, Score, []),
                (answers, row) =>
                    Getter(
                        (ref float score) =>
                        {
                            var both = answers[output].Floats(row());
                            score = MathF.Log(both[positive]) - MathF.Log(both[1 - positive]);
                        }
                    )
            ),
            new(
                Probability,
                NumberDataViewType.Single,
                PredictionAnnotations.Score(PredictionAnnotations.Binary, Probability, []),
                (answers, row) => Getter((ref float value) => value = answers[output].Floats(row())[positive])
            ),
        ];

    private static AddedColumn Number(int output) =>
        new(
            Score,
            NumberDataViewType.Single,
            PredictionAnnotations.Score(PredictionAnnotations.Regression, Score, []),
            (answers, row) => Getter((ref float value) => value = answers[output].Floats(row())[0])
        );

    private static ValueGetter<T> Getter<T>(ValueGetter<T> getter) => getter;

    // Of equal ones the first, as the graph's own label.
    private static int Highest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }
        return best;
    }

    // The number of an output and how many values it gives a row; null where there is none or it varies.
    private static (int Output, int Values)? Output(ModelBinding binding, string name)
    {
        for (var i = 0; i < binding.Outputs.Count; i++)
        {
            var info = binding.Outputs[i].Info;
            if (info.Name == name && info.Shape.Skip(1).All(dim => dim.Value is not null))
                return (i, (int)info.Shape.Skip(1).Aggregate(1L, (product, dim) => product * dim.Value!.Value));
        }
        return null;
    }
}
