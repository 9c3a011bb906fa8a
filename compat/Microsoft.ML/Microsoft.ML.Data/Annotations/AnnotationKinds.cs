namespace Microsoft.ML.Data;

/// <summary>The names of the annotations that components pass to each other.</summary>
internal static class AnnotationKinds
{
    public const string SlotNames = "SlotNames";
    public const string KeyValues = "KeyValues";
    public const string IsNormalized = "IsNormalized";
    public const string ScoreColumnSetId = "ScoreColumnSetId";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";
    public const string TrainingLabelValues = "TrainingLabelValues";
}

internal static class AnnotationBuilderExtensions
{
    public static void AddSlotNames(this DataViewSchema.Annotations.Builder builder, string[] names) =>
        builder.Add(
            AnnotationKinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, names.Length),
            ObjectGetters.Make(new VectorDataViewType(TextDataViewType.Instance, names.Length), () => names)
        );

    public static void AddKeyValues<T>(
        this DataViewSchema.Annotations.Builder builder,
        PrimitiveDataViewType itemType,
        T[] values
    ) =>
        builder.Add(
            AnnotationKinds.KeyValues,
            new VectorDataViewType(itemType, values.Length),
            (ref VBuffer<T> value) => VBuffer<T>.Copy(values, 0, ref value, values.Length)
        );
}
