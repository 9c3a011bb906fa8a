using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A tensor as text, in the package's styles; long axes are cut, and the cut shown as "...".</summary>
internal sealed class TensorFormatter(string numberFormat, int width, CultureInfo culture, string newLine)
{
    private const string Ellipsis = "...";

    internal static string Metadata(Tensor tensor) =>
        $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";

    internal string Format(Tensor tensor, TensorStringStyle style)
    {
        if (style == TensorStringStyle.Metadata || tensor.is_meta)
            return Metadata(tensor);
        using var scope = NewDisposeScope();
        var onCpu = tensor.cpu();
        return style switch
        {
            TensorStringStyle.Julia => Metadata(tensor) + Julia(onCpu),
            TensorStringStyle.Numpy => Numpy(onCpu, onCpu.dim(), first: false),
            TensorStringStyle.CSharp => CSharp(onCpu),
            _ => throw new ArgumentException($"Unsupported tensor string style: {style}", nameof(style)),
        };
    }

    // Julia: aligned columns, as many as fit the line; above two axes, one block for each leading index.
    private string Julia(Tensor tensor)
    {
        switch (tensor.dim())
        {
            case 0:
                return ", value = " + Number(tensor);
            case 1:
                return newLine + Line(Cells(tensor), null, tensor.size(0));
            case 2:
                return newLine + Matrix(tensor);
        }
        var text = new StringBuilder();
        foreach (var index in Indices(tensor.shape[..^2]))
        {
            text.Append(newLine).Append($"[{string.Join(",", index)},..,..] =").Append(newLine);
            text.Append(Matrix(tensor[[.. index.Select(i => TensorIndex.Single(i))]]));
        }
        return text.ToString();
    }

    private string Matrix(Tensor matrix)
    {
        var rows = matrix.unbind().Select(Cells).ToList();
        var columns = rows.Count == 0 ? 0 : rows.Min(row => row.Count);
        var widths = Enumerable.Range(0, columns).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Concat(rows.Select(row => Line([.. row.Take(columns)], widths, matrix.size(1))));
    }

    private string Line(List<string> cells, int[]? widths, long length)
    {
        var text = string.Concat(cells.Select((cell, i) => " " + (widths is null ? cell : cell.PadLeft(widths[i]))));
        return text + (cells.Count < length ? " " + Ellipsis : "") + newLine;
    }

    private List<string> Cells(Tensor row)
    {
        var cells = new List<string>();
        var left = width;
        for (var i = 0L; i < row.size(0); i++)
        {
            var cell = Number(row[i]);
            if (left - cell.Length - Ellipsis.Length - 1 < 0)
                break;
            cells.Add(cell);
            left -= cell.Length + 1;
        }
        return cells;
    }

    private static IEnumerable<long[]> Indices(long[] shape)
    {
        IEnumerable<long[]> indices =
        [
            [],
        ];
        foreach (var size in shape)
            indices = indices.SelectMany(index => Enumerable.Range(0, (int)size).Select(i => (long[])[.. index, i]));
        return indices;
    }

    // Numpy: nested brackets, indented by depth, a line feed for each axis that ends.
    private string Numpy(Tensor tensor, long axes, bool first)
    {
        var dim = tensor.dim();
        if (dim == 0)
            return Number(tensor);
        var indent = new string(' ', (int)(axes - dim));
        var size = tensor.size(0);
        if (dim == 1)
            return (first ? "" : indent)
                + "["
                + string.Join(", ", Cut(size, maxColumns, i => Number(tensor[i])))
                    .Replace(Ellipsis + ", ", Ellipsis + " ", StringComparison.Ordinal)
                + "]";
        var separator = string.Concat(Enumerable.Repeat(newLine, (int)dim - 1));
        var parts = Cut(size, maxRows, i => Numpy(tensor[i], axes, i == 0))
            .Select(part => part == Ellipsis ? indent + " " + Ellipsis : part);
        return (first ? "" : indent) + "[" + string.Join(separator, parts) + "]";
    }

    private string CSharp(Tensor tensor)
    {
        var head = Metadata(tensor) + ", value = ";
        var (name, suffix) = tensor.dtype switch
        {
            ScalarType.Bool => ("bool", ""),
            ScalarType.Byte => ("byte", ""),
            ScalarType.Int8 => ("sbyte", ""),
            ScalarType.Int16 => ("short", ""),
            ScalarType.Int32 => ("int", ""),
            ScalarType.Int64 => ("long", "L"),
            ScalarType.Float32 => ("float", "f"),
            ScalarType.Float64 => ("double", ""),
            ScalarType.Float16 => ("float16", "f"),
            ScalarType.BFloat16 => ("bfloat16", "f"),
            ScalarType.ComplexFloat32 => ("complex32", ""),
            _ => ("complex64", ""),
        };
        if (tensor.dim() == 0)
            return head + Number(tensor);
        var type = $"{name} [{new string(',', (int)tensor.dim() - 1)}] ";
        return tensor.dim() == 1
            ? head + type + Row(tensor, suffix)
            : head + newLine + type + "{" + newLine + Rows(tensor, tensor.dim(), suffix) + newLine + "}";
    }

    private string Rows(Tensor tensor, long axes, string suffix)
    {
        var indent = new string(' ', (int)(axes - tensor.dim() + 1));
        var parts = Cut(
            tensor.size(0),
            maxRows,
            i =>
                tensor.dim() == 2
                    ? indent + Row(tensor[i], suffix)
                    : $"{indent}{{{newLine}{Rows(tensor[i], axes, suffix)}}}"
        );
        return string.Join("," + newLine, parts.Select(part => part == Ellipsis ? indent + Ellipsis : part));
    }

    private string Row(Tensor row, string suffix) =>
        "{"
        + string.Join(", ", Cut(row.size(0), maxColumns, i => Number(row[i]) + suffix))
            .Replace(Ellipsis + ", ", Ellipsis + " ", StringComparison.Ordinal)
        + "}";

    private static IEnumerable<string> Cut(long size, int most, Func<long, string> part)
    {
        for (var i = 0L; i < size; i++)
        {
            if (size > most && i == most - most / 2)
            {
                yield return Ellipsis;
                i = size - most / 2;
            }
            yield return part(i);
        }
    }

    private string Number(Tensor tensor)
    {
        var value = tensor.ToScalar();
        return tensor.dtype switch
        {
            ScalarType.Bool => value.ToBoolean().ToString(culture),
            ScalarType.Float64 => value.ToDouble().ToString(numberFormat, culture),
            ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 => value
                .ToSingle()
                .ToString(numberFormat, culture),
            ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => Complex(value.ToComplexFloat64()),
            _ => value.ToInt64().ToString(culture),
        };
    }

    private string Complex(System.Numerics.Complex value)
    {
        var real = value.Real.ToString(numberFormat, culture);
        var imaginary = value.Imaginary.ToString(numberFormat, culture) + "i";
        if (value.Imaginary == 0)
            return real;
        return value.Real == 0 ? imaginary : $"{real}+{imaginary}";
    }
}
