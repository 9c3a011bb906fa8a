using Microsoft.ML;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// How the columns of a view meet the tensors of a model: vectors of single-precision numbers, 64-bit whole numbers
/// or texts in and out, a row of the view a row of the batch.
/// </summary>
/// <param name="Inputs">The inputs that must be fed.</param>
/// <param name="Outputs">All outputs.</param>
internal sealed record ModelBinding(IReadOnlyList<BoundTensor> Inputs, IReadOnlyList<BoundTensor> Outputs)
{
    // What ML.NET's own transformer leaves out of an output's name.
    private const string OutputSuffix = ".output";

    /// <summary>
    /// Whether the sizes of all outputs follow from those of the inputs. Where the graph decides, as on the tokens of a translation, rows
    /// are scored one by one: in a batch they would be padded.
    /// </summary>
    public bool FollowsInputs =>
        Outputs
            .SelectMany(output => output.Info.Shape.Skip(1))
            .All(dim =>
                dim.Value is not null
                || Inputs.Any(input => input.Info.Shape.Skip(1).Any(one => one.Symbol == dim.Symbol))
            );

    /// <summary>Binds to a model, or says why batches can not be made for it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">How errors name it.</param>
    /// <param name="columns">Columns of other names: from input to column.</param>
    /// <exception cref="InvalidInputException">The model has other inputs, or tensors that are no columns.</exception>
    public static ModelBinding For(ModelFile model, string file, IReadOnlyDictionary<string, string> columns)
    {
        var (inputs, outputs) = (model.Inputs, model.Outputs);
        var fits =
            inputs.Count > 0
            && inputs.Concat(outputs).All(tensor => BoundTensor.CanBind(tensor))
            && inputs.All(input => input.Shape.Skip(1).Count(dim => dim.Value is null) <= 1);
        if (!fits)
            throw new InvalidInputException(
                $"Model '{file}': expected float, int64 or string inputs [batch, ...] with at most one more open dimension each and outputs [batch, ...], found {string.Join(" and ", inputs)} -> {string.Join(" and ", outputs)}; ApplyOnnxModel may score it row by row."
            );
        if (columns.Keys.FirstOrDefault(name => inputs.All(input => input.Name != name)) is { } unknown)
            throw new InvalidInputException(
                $"Option input-columns: expected inputs of the model '{file}', {string.Join(", ", inputs.Select(input => $"'{input.Name}'"))}, found '{unknown}'."
            );
        return new ModelBinding(
            [.. inputs.Select(input => new BoundTensor(input, columns.GetValueOrDefault(input.Name, input.Name)))],
            [.. outputs.Select(output => new BoundTensor(output, ColumnOf(output.Name)))]
        );
    }

    /// <summary>The shape of each input for rows of so many values, and the sizes of the named dimensions.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="values">Values of a row, for each input.</param>
    /// <exception cref="InvalidInputException">A row can not have so many values.</exception>
    public (long[][] Shapes, IReadOnlyDictionary<string, long> Sizes) Shape(int rows, IReadOnlyList<int> values)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        var shapes = Inputs.Select((input, i) => input.Shape(rows, values[i], sizes)).ToArray();
        return (shapes, sizes);
    }

    /// <summary>The inputs' columns in a schema.</summary>
    /// <exception cref="InvalidInputException">One is missing, or holds something else.</exception>
    public DataViewSchema.Column[] CheckInputs(DataViewSchema schema) =>
        [.. Inputs.Select(input => input.CheckColumn(schema))];

    private static string ColumnOf(string output) =>
        output.EndsWith(OutputSuffix, StringComparison.Ordinal)
            ? output.Replace(OutputSuffix, "", StringComparison.Ordinal)
            : output;
}
