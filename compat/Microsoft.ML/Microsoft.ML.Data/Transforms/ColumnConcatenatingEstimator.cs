using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly IHostEnvironment _env;
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(
        IHostEnvironment env,
        string outputColumnName,
        params string[] inputColumnNames
    )
    {
        _env = env;
        _output = Check.NotEmpty(outputColumnName);
        _inputs = Check.NotNull(inputColumnNames);
        Check.Param(_inputs.Length > 0, nameof(inputColumnNames), "Input columns not specified");
        Check.Param(!_inputs.Any(string.IsNullOrEmpty), nameof(inputColumnNames), "Contained some null or empty items");
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        Check.NotNull(input);
        return new ColumnConcatenatingTransformer(_env, _output, _inputs);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var sources = _inputs.Select(name => Check.NotNull(inputSchema).Find(name)).ToArray();
        var itemType = sources[0].ItemType;
        foreach (var source in sources)
        {
            Check.That(!source.IsKey, $"Column '{source.Name}' is key. Concatenation of keys is unsupported.");
            Check.That(
                source.ItemType.Equals(itemType),
                $"Concatenated columns should have the same type. Column '{source.Name}' has type of "
                    + $"{source.ItemType}, but expected column type is {itemType}."
            );
        }

        var variable = sources.Any(source => source.Kind == SchemaShape.Column.VectorKind.VariableVector);
        var kind = variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
        var annotations = new List<SchemaShape.Column>();
        if (sources.All(AnnotationShapes.IsNormalized))
            annotations.Add(AnnotationShapes.Normalized);
        if (sources.Any(s => s.Kind == SchemaShape.Column.VectorKind.Scalar || AnnotationShapes.HasSlotNames(s)))
            annotations.Add(AnnotationShapes.SlotNames);
        var shape = new SchemaShape.Column(_output, kind, itemType, false, new SchemaShape(annotations));
        return inputSchema.With([shape]);
    }
}
