using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition
{
    public sealed class Column
    {
        private readonly Dictionary<string, (DataViewType Type, Delegate Getter)> _annotations = [];

        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = Check.NotEmpty(memberName);
            ColumnName = columnName ?? memberName;
            ColumnType = columnType;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        /// <summary>Null to take it from the member.</summary>
        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (var (kind, annotation) in _annotations)
                    builder.Add(kind, annotation.Type, annotation.Getter);
                return builder.ToAnnotations();
            }
        }

        /// <param name="value">A value as a member of a class would hold it: string and array included.</param>
        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Check.NotNull(kind);
            Check.NotNull(annotationType);
            Check.That(!_annotations.ContainsKey(kind), "Column already contains an annotation of this kind.");
            MemberTypes.CheckMatch($"The annotation '{kind}'", annotationType, typeof(T));
            _annotations.Add(kind, (annotationType, ObjectGetters.Make(annotationType, () => value)));
        }

        internal void TakeAnnotations(DataViewSchema.Annotations annotations)
        {
            foreach (var annotation in annotations.Schema)
                _annotations[annotation.Name] = (
                    annotation.Type,
                    Generic.Call<Delegate>(annotation.Type.RawType, GetterOf<int>, annotations, annotation)
                );
        }

        private static Delegate GetterOf<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation) =>
            annotations.GetGetter<T>(annotation);
    }
}
