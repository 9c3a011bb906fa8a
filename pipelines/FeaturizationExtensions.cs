using Microsoft.ML;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Featurization;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines;

/// <summary>Features for sequence models, as estimators that save themselves as ML.NET's own.</summary>
public static class FeaturizationExtensions
{
    /// <summary>
    /// What a calendar tells of dates or time stamps, a value for each step and field, the fields of a step together: a vector of Single
    /// [S * F], for a variable number of steps a variable vector. Slots are called as the fields, such as <c>week-day</c>, with several
    /// steps such as <c>0.week-day</c>.
    /// </summary>
    /// <param name="catalog">The context's transforms.</param>
    /// <param name="outputColumn">The features.</param>
    /// <param name="inputColumn">
    /// Dates (DateTime, taken as UTC), or a vector of Int64: seconds since 1970-01-01, as the column <c>times</c> of windows. Default: <c>times</c>.
    /// </param>
    /// <param name="fields">What is told, each from 0 on.</param>
    /// <exception cref="Models.InvalidInputException">There are no fields, or one twice.</exception>
    public static CalendarFeaturesEstimator CalendarFeatures(
        this TransformsCatalog catalog,
        string outputColumn,
        string inputColumn = WindowColumns.Times,
        params IReadOnlyList<CalendarField> fields
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumn);
        ArgumentException.ThrowIfNullOrEmpty(inputColumn);
        ArgumentNullException.ThrowIfNull(fields);
        return new CalendarFeaturesEstimator(catalog, outputColumn, inputColumn, fields);
    }

    /// <summary>
    /// Clean texts: in lower case, without white space at the ends, with one blank for each run of white space within, and without
    /// control and invisible characters. Of a text a vector of one text (an ONNX graph gives no scalars), of a vector of texts as many.
    /// </summary>
    /// <param name="catalog">The context's transforms.</param>
    /// <param name="outputColumn">The clean texts.</param>
    /// <param name="inputColumn">Texts, or vectors of texts; null for the same column. Default: null.</param>
    /// <param name="options">What is done with them. Default: see <see cref="CleaningOptions"/>.</param>
    public static CleanTextEstimator CleanText(
        this TransformsCatalog catalog,
        string outputColumn,
        string? inputColumn = null,
        CleaningOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumn);
        return new CleanTextEstimator(
            catalog,
            outputColumn,
            inputColumn ?? outputColumn,
            options ?? new CleaningOptions()
        );
    }
}
