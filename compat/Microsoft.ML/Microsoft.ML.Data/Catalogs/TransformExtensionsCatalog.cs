using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class TransformExtensionsCatalog
{
    public static ColumnCopyingEstimator CopyColumns(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName
    ) => new(catalog.GetEnvironment(), outputColumnName, inputColumnName);

    public static ColumnConcatenatingEstimator Concatenate(
        this TransformsCatalog catalog,
        string outputColumnName,
        params string[] inputColumnNames
    ) => new(catalog.GetEnvironment(), outputColumnName, inputColumnNames);

    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        new(catalog.GetEnvironment(), new ColumnSelection(columnNames, Keep: false, KeepHidden: false));

    public static ColumnSelectingEstimator SelectColumns(
        this TransformsCatalog catalog,
        string[] columnNames,
        bool keepHidden
    ) => new(catalog.GetEnvironment(), new ColumnSelection(columnNames, Keep: true, keepHidden));

    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) =>
        catalog.SelectColumns(columnNames, false);
}
