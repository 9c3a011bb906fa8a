using System.Collections;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The memory of a tensor, whatever its shape: elements in the order in which they lie.</summary>
    public abstract class Storage
    {
        protected Tensor _tensor = null!;
        protected IntPtr _tensor_data_ptr;

        protected Storage() { }

        protected Storage(Tensor tensor)
            : this(tensor, NativeMethods.Check(NativeMethods.TensorData(tensor.Handle))) { }

        protected Storage(Tensor tensor, IntPtr data_ptr)
        {
            _tensor = tensor;
            _tensor_data_ptr = data_ptr;
        }

        public abstract int element_size();

        public IntPtr data_ptr() => _tensor_data_ptr;

        internal Tensor Owner => _tensor;
    }

    public sealed class Storage<T> : Storage, IDisposable, IEnumerable<T>
        where T : unmanaged
    {
        internal Storage(Tensor tensor)
            : base(tensor) => Count = (int)tensor.numel();

        public int Count { get; }

        public bool IsReadOnly => false;

        public Device device => _tensor.device;

        public unsafe T this[int index]
        {
            get => Elements[index];
            set => Elements[index] = value;
        }

        public override unsafe int element_size() => sizeof(T);

        public T[] ToArray() => Elements.ToArray();

        public IList<T> tolist() => ToArray();

        public void fill_(T value) => Elements.Fill(value);

        public void copy_(IList<T> array)
        {
            for (var i = 0; i < array.Count; i++)
                this[i] = array[i];
        }

        public bool Contains(T item) => IndexOf(item) >= 0;

        public int IndexOf(T item) => Array.IndexOf(ToArray(), item);

        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose() => _tensor_data_ptr = 0;

        private unsafe Span<T> Elements => new((void*)_tensor_data_ptr, Count);
    }

    public partial class Tensor
    {
        /// <summary>Of a tensor of another type, the memory of a converted copy.</summary>
        public Storage<T> storage<T>()
            where T : unmanaged
        {
            var type = ToScalarType(typeof(T));
            if (type is ScalarType.Int8 or ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16)
                throw new NotSupportedException();
            return new Storage<T>(to_type(type));
        }
    }
}
