using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => NativeMethods.TensorDim(Handle);

        public long dim() => Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => NativeMethods.TensorNumel(Handle);

        public long numel() => NumberOfElements;

        public long ElementSize => NativeMethods.TensorElementSize(Handle);

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)NativeMethods.TensorDtype(Handle);

        public Device device
        {
            get
            {
                var found = Device.Unpack(NativeMethods.TensorDevice(Handle));
                return found.type == DeviceType.CPU ? new Device(DeviceType.CPU) : found;
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_sparse => NativeMethods.TensorIsSparse(Handle) != 0;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_quantized() => torch.is_quantized(dtype);

        public bool is_contiguous() => NativeMethods.TensorIsContiguous(Handle) != 0;

        public bool is_nonzero() =>
            numel() == 1
                ? Operator.CallBool("is_nonzero", this)
                : throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");

        public long storage_offset() => NativeMethods.TensorStorageOffset(Handle);

        public long[] shape => size();

        public unsafe long[] size()
        {
            var sizes = new long[Dimensions];
            fixed (long* target = sizes)
                NativeMethods.Check(NativeMethods.TensorSizes(Handle, target));
            return sizes;
        }

        public long size(int dim) => size()[Wrap(dim)];

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* target = strides)
                NativeMethods.Check(NativeMethods.TensorStrides(Handle, target));
            return strides;
        }

        public long stride(int dim) => stride()[Wrap(dim)];

        private int Wrap(int dim)
        {
            var count = (int)Dimensions;
            if (dim < -count || dim >= count)
                throw new System.Runtime.InteropServices.ExternalException(
                    $"Dimension out of range (expected to be in range of [{-count}, {count - 1}], but got {dim})"
                );
            return dim < 0 ? dim + count : dim;
        }
    }
}
