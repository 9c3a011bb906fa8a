using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known of a column beside its values, for instance the names of its slots: a row of its own.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        public DataViewSchema Schema { get; }

        public static Annotations Empty { get; } = new([], []);

        private Annotations(IReadOnlyList<DetachedColumn> columns, Delegate[] getters)
        {
            Schema = new DataViewSchema(columns);
            _getters = getters;
        }

        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if (column.Index >= _getters.Length)
                throw new ArgumentException($"There is no annotation {column.Index}", nameof(column));
            return _getters[column.Index] as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetGetter)}'");
        }

        public void GetValue<TValue>(string kind, ref TValue value)
        {
            var column =
                Schema.GetColumnOrNull(kind)
                ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetValue)}'");
            GetGetter<TValue>(column)(ref value);
        }

        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        public sealed class Builder
        {
            private readonly List<DetachedColumn> _columns = [];
            private readonly List<Delegate> _getters = [];

            public Builder() { }

            /// <summary>Takes over those annotations whose kind the selector likes.</summary>
            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                    return;
                Check.NotNull(selector);
                foreach (var column in annotations.Schema.Where(column => selector(column.Name)))
                    Put(new DetachedColumn(column), annotations._getters[column.Index]);
            }

            public void Add<TValue>(
                string name,
                DataViewType type,
                ValueGetter<TValue> getter,
                Annotations annotations = null
            ) => Add(name, type, (Delegate)getter, annotations);

            public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                var column = new DetachedColumn(name, type, annotations);
                Check.NotNull(getter);
                var expected = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (getter.GetType() != expected)
                    throw new ArgumentException(
                        $"{nameof(getter)} must be of type '{expected.FullName}'",
                        nameof(getter)
                    );
                Put(column, getter);
            }

            public void AddPrimitiveValue<TValue>(
                string name,
                PrimitiveDataViewType type,
                TValue value,
                Annotations annotations = null
            ) => Add(name, type, (ref TValue destination) => destination = value, annotations);

            public Annotations ToAnnotations() => new(_columns.ToArray(), _getters.ToArray());

            private void Put(DetachedColumn column, Delegate getter)
            {
                _columns.Add(column);
                _getters.Add(getter);
            }
        }
    }
}
