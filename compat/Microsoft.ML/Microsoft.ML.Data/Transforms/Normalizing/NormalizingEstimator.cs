using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Brings the numbers of a column to a common scale, which it learns from the data.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    internal const long ManyExamples = 1000000000;

    private readonly IHost _host;
    private readonly NormalizedColumn[] _columns;

    internal NormalizingEstimator(IHostEnvironment env, NormalizedColumn[] columns)
    {
        _host = env.Register(nameof(NormalizingEstimator));
        _columns = columns;
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        Check.NotNull(input);
        foreach (var column in _columns)
            NormalizedColumn.CheckType(input.Schema.Find(column.Input));
        using var cursor = input.GetRowCursor(_columns.Select(column => input.Schema[column.Input]));
        var trainings = _columns.Select(column => NormalizerTraining.Make(column, cursor)).ToArray();
        for (long row = 0; _columns.Any(column => row < column.MaximumExampleCount) && cursor.MoveNext(); row++)
        {
            for (var i = 0; i < trainings.Length; i++)
            {
                if (row < _columns[i].MaximumExampleCount)
                    trainings[i].AddRow();
            }
        }
        return new NormalizingTransformer(_host, _columns, trainings.Select(training => training.Finish()).ToArray());
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(_columns.Select(column => Shape(column.Output, inputSchema.Find(column.Input))));
    }

    private static SchemaShape.Column Shape(string output, SchemaShape.Column input)
    {
        if (input.Kind == SchemaShape.Column.VectorKind.VariableVector)
            throw WrongColumn(input, "known-size vector or scalar");
        if (input.ItemType != NumberDataViewType.Single && input.ItemType != NumberDataViewType.Double)
            throw WrongColumn(input, "vector or scalar of Single or Double");
        var annotations = input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out var slots)
            ? new SchemaShape([AnnotationShapes.Normalized, slots])
            : new SchemaShape([AnnotationShapes.Normalized]);
        return new SchemaShape.Column(output, input.Kind, input.ItemType, input.IsKey, annotations);
    }

    private static Exception WrongColumn(SchemaShape.Column input, string expected) =>
        Check.WrongColumn("inputSchema", "input", input.Name, expected, input.TypeText);
}
