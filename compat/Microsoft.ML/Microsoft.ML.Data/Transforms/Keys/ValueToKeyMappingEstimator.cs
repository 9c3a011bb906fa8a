using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHostEnvironment _env;
    private readonly KeyColumn[] _columns;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, KeyColumn[] columns, IDataView keyData)
    {
        Check.Param(columns.Length > 0, nameof(columns), "columns cannot be null or empty");
        Check.Param(
            keyData is null || keyData.Schema.Count == 1,
            nameof(keyData),
            "If specified, this data view should contain only a single column containing the terms to map, "
                + $"but this had {keyData?.Schema.Count} columns."
        );
        _env = env;
        _columns = columns;
        _keyData = keyData;
    }

    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        var host = _env.Register("Term");
        var maps = KeyTraining.Train(host, Check.NotNull(input), _columns, _keyData);
        return new ValueToKeyMappingTransformer(host, _columns, maps);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(_columns.Select(column => Shape(column, inputSchema.Find(column.Input))));
    }

    private static SchemaShape.Column Shape(KeyColumn column, SchemaShape.Column input)
    {
        if (!PrimitiveTypes.HasDataViewType(input.ItemType.RawType))
            throw Check.MissingColumn("inputSchema", "input", input.Name);
        var hasNames = input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var names);
        if (!input.IsKey || !hasNames || names.Kind != SchemaShape.Column.VectorKind.Vector)
        {
            var type = column.NamesAsText ? TextDataViewType.Instance : input.ItemType;
            names = AnnotationShapes.KeyValues(type, input.IsKey);
        }
        var annotations = input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out var slots)
            ? new SchemaShape([slots, names])
            : new SchemaShape([names]);
        return new SchemaShape.Column(column.Output, input.Kind, NumberDataViewType.UInt32, true, annotations);
    }
}
