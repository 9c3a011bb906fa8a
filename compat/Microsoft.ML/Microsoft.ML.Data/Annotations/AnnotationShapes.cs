namespace Microsoft.ML.Data;

/// <summary>Annotations as they are known before there is data.</summary>
internal static class AnnotationShapes
{
    public static SchemaShape.Column Normalized { get; } =
        new(
            AnnotationKinds.IsNormalized,
            SchemaShape.Column.VectorKind.Scalar,
            BooleanDataViewType.Instance,
            isKey: false
        );

    public static SchemaShape.Column SlotNames { get; } =
        new(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false);

    public static SchemaShape.Column KeyValues(DataViewType itemType, bool isKey = false) =>
        new(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector, itemType, isKey);

    public static bool IsNormalized(SchemaShape.Column column) =>
        column.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out var annotation)
        && annotation.Kind == SchemaShape.Column.VectorKind.Scalar
        && annotation.ItemType is BooleanDataViewType;

    public static bool HasSlotNames(SchemaShape.Column column) =>
        column.Kind == SchemaShape.Column.VectorKind.Vector
        && column.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out var annotation)
        && annotation.Kind == SchemaShape.Column.VectorKind.Vector
        && annotation.ItemType is TextDataViewType;
}
