using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        public Scalar ToScalar()
        {
            var value = Operator.CallValue("_local_scalar_dense", this);
            return value.Kind switch
            {
                ArgumentKind.Int => Scalar.Of(value.Integer),
                ArgumentKind.Bool => Scalar.Of(value.Integer != 0),
                ArgumentKind.Complex => Scalar.Of(new System.Numerics.Complex(value.Real, value.Imaginary)),
                _ => Scalar.Of(value.Real),
            };
        }

        public unsafe Span<byte> bytes
        {
            get
            {
                var total = ReadableBytes();
                if (total > int.MaxValue)
                    throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                return new Span<byte>((void*)NativeMethods.TensorData(Handle), (int)total);
            }
            set
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (NumberOfElements * ElementSize != value.Length)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>((void*)NativeMethods.TensorData(Handle), value.Length));
            }
        }

        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            var left = ReadableBytes();
            for (var next = (byte*)NativeMethods.TensorData(Handle); left > 0; )
            {
                var part = (int)Math.Min(left, 1 << 20);
                stream.Write(new ReadOnlySpan<byte>(next, part));
                next += part;
                left -= part;
            }
            GC.KeepAlive(this);
        }

        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            var left = ReadableBytes();
            for (var next = (byte*)NativeMethods.TensorData(Handle); left > 0; )
            {
                var part = (int)Math.Min(left, 1 << 20);
                if (stream.ReadAtLeast(new Span<byte>(next, part), part, throwOnEndOfStream: false) < part)
                    throw new EndOfStreamException();
                next += part;
                left -= part;
            }
            GC.KeepAlive(this);
        }

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public T ReadCpuValue<T>(long i)
            where T : unmanaged
        {
            if (device_type != DeviceType.CPU)
                throw NotOnCpu();
            ValidateType(typeof(T));
            return new TensorAccessor<T>(this)[i];
        }

        internal void ValidateType(Type dotnetType)
        {
            if (ToScalarType(dotnetType) != dtype)
                throw new ArgumentException($"{dotnetType.Name} is not compatible with {dtype}");
        }

        private long ReadableBytes()
        {
            if (!is_contiguous())
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (device_type != DeviceType.CPU)
                throw NotOnCpu();
            return NumberOfElements * ElementSize;
        }

        private static InvalidOperationException NotOnCpu() =>
            new(
                "Reading data from non-CPU memory is not supported. "
                    + "Move or copy the tensor to the cpu before reading."
            );
    }
}
