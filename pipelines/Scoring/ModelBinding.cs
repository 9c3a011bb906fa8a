using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>How the columns of a view meet the tensors of a model: one float sequence in, one float vector out.</summary>
/// <param name="Input">Name of the input and of its column.</param>
/// <param name="InnerShape">The input's dimensions behind the batch; at most one is unknown and holds -1.</param>
/// <param name="Output">Name of the output and of its column.</param>
/// <param name="OutputSize">Values of an answer.</param>
internal sealed record ModelBinding(string Input, IReadOnlyList<long> InnerShape, string Output, int OutputSize)
{
    /// <summary>Binds to a model, or says why batches can not be made for it.</summary>
    public static ModelBinding For(SequenceModel model, string file)
    {
        var inputs = model.File.Inputs;
        var outputs = model.File.Outputs;
        if (
            inputs is not [{ ElementType: ElementType.Float, Shape.Count: >= 2 } input]
            || outputs
                is not [{ ElementType: ElementType.Float, Shape: [_, { Value: > 0 and <= int.MaxValue }] } output]
            || input.Shape.Skip(1).Count(d => d.Value is null) > 1
        )
            throw new InvalidInputException(
                $"Model '{file}': expected one float input [batch, ...] with at most one more open dimension and one float output [batch, n] to score in batches, found {string.Join(" and ", inputs)} -> {string.Join(" and ", outputs)}; ApplyOnnxModel scores it row by row."
            );
        var inner = input.Shape.Skip(1).Select(d => d.Value ?? -1).ToArray();
        return new ModelBinding(input.Name, inner, output.Name, (int)output.Shape[1].Value!.Value);
    }

    /// <summary>Product of the known inner dimensions: a row's values come in multiples of it.</summary>
    private long Unit => InnerShape.Where(d => d > 0).Aggregate(1L, (product, d) => product * d);

    /// <summary>The shape of <paramref name="rows"/> rows of <paramref name="values"/> values each.</summary>
    /// <exception cref="InvalidInputException">A row does not have so many values.</exception>
    public long[] Shape(int rows, int values)
    {
        var open = InnerShape.Contains(-1);
        if (values == 0 || (open ? values % Unit != 0 : values != Unit))
            throw new InvalidInputException(
                $"Column '{Input}': expected {(open ? "a multiple of " : "")}{Unit} values a row, found {values}."
            );
        return [rows, .. InnerShape.Select(d => d == -1 ? values / Unit : d)];
    }

    /// <summary>The input's column in a schema.</summary>
    /// <exception cref="InvalidInputException">There is none, or it holds something else.</exception>
    public DataViewSchema.Column CheckInput(DataViewSchema schema)
    {
        var column = schema.GetColumnOrNull(Input);
        if (column is null)
            throw new InvalidInputException(
                $"Expected a column '{Input}' of single-precision vectors, found the columns {string.Join(", ", schema.Select(c => $"'{c.Name}'"))}."
            );
        if (column.Value.Type is not VectorDataViewType { ItemType.RawType: var item } || item != typeof(float))
            throw new InvalidInputException(
                $"Column '{Input}': expected a vector of Single, found {column.Value.Type}."
            );
        return column.Value;
    }
}
