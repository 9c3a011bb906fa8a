using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class ConversionsExtensionsCatalog
{
    private const int ManyKeys = 1000000;

    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string inputColumnName = null,
        DataKind outputKind = DataKind.Single
    ) => new(catalog.GetEnvironment(), outputKind, (outputColumnName, inputColumnName ?? outputColumnName));

    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns,
        DataKind outputKind = DataKind.Single
    ) => new(catalog.GetEnvironment(), outputKind, InputOutputColumnPair.Names(columns));

    /// <summary>A key's value is what its column's annotations say.</summary>
    public static KeyToValueMappingEstimator MapKeyToValue(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string inputColumnName = null
    ) => new(catalog.GetEnvironment(), (outputColumnName, inputColumnName ?? outputColumnName));

    public static KeyToValueMappingEstimator MapKeyToValue(
        this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns
    ) => new(catalog.GetEnvironment(), InputOutputColumnPair.Names(columns));

    /// <param name="maximumNumberOfKeys">Values that come after this many get no key.</param>
    /// <param name="addKeyValueAnnotationsAsText">Whether the keys' values are told as text, whatever they are.</param>
    /// <param name="keyData">One column with the values that get keys, instead of those in the data.</param>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string inputColumnName = null,
        int maximumNumberOfKeys = ManyKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView keyData = null
    ) =>
        MapValueToKey(
            catalog,
            [(outputColumnName, inputColumnName)],
            maximumNumberOfKeys,
            keyOrdinality,
            addKeyValueAnnotationsAsText,
            keyData
        );

    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns,
        int maximumNumberOfKeys = ManyKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView keyData = null
    ) =>
        MapValueToKey(
            catalog,
            InputOutputColumnPair.Names(columns),
            maximumNumberOfKeys,
            keyOrdinality,
            addKeyValueAnnotationsAsText,
            keyData
        );

    private static ValueToKeyMappingEstimator MapValueToKey(
        TransformsCatalog.ConversionTransforms catalog,
        (string Output, string Input)[] columns,
        int maximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality,
        bool addKeyValueAnnotationsAsText,
        IDataView keyData
    )
    {
        var sorted = keyOrdinality == ValueToKeyMappingEstimator.KeyOrdinality.ByValue;
        var keyColumns = columns
            .Select(column =>
                KeyColumn.Of(column.Output, column.Input, maximumNumberOfKeys, sorted, addKeyValueAnnotationsAsText)
            )
            .ToArray();
        return new ValueToKeyMappingEstimator(catalog.GetEnvironment(), keyColumns, keyData);
    }
}
