using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

public sealed partial class SchemaShape
{
    public struct Column
    {
        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        public readonly string Name;
        public readonly VectorKind Kind;

        /// <summary>For a key the type of its numbers.</summary>
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind kind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            Check.Param(itemType is not KeyDataViewType, nameof(itemType), "Item type cannot be a key");
            Check.Param(itemType is not VectorDataViewType, nameof(itemType), "Item type cannot be a vector");
            Name = Check.NotEmpty(name);
            Kind = kind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Empty;
        }

        internal string TypeText
        {
            get
            {
                var item = IsKey ? $"Key<{ItemType}>" : $"{ItemType}";
                return Kind switch
                {
                    VectorKind.Vector => $"Vector<{item}>",
                    VectorKind.VariableVector => $"VarVector<{item}>",
                    _ => item,
                };
            }
        }
    }
}
