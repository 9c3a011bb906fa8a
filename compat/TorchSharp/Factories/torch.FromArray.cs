using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor over the array itself: what is written to one is seen in the other.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) =>
        from_array(rawArray, ToScalarType(rawArray.GetType().GetElementType()!), device ?? CPU);

    public static Tensor from_array(
        Array rawArray,
        ScalarType? dtype,
        Device? device = null,
        bool requires_grad = false,
        string[]? names = null
    )
    {
        var sizes = new long[rawArray.Rank];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = rawArray.GetLongLength(i);
        var type = ToScalarType(rawArray.GetType().GetElementType()!);
        return Finish(Borrow(rawArray, sizes, 0, type), dtype, device, requires_grad, names);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
        from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        (dtype is null || dtype == data.dtype) && (device is null || device.Packed == data.device.Packed)
            ? data.alias()
            : data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>The elements from <paramref name="offset"/> on, sharing memory with the array.</summary>
    public static Tensor frombuffer(
        Array rawArray,
        ScalarType dtype,
        long count = -1,
        long offset = 0,
        bool requires_grad = false
    )
    {
        var length = rawArray.LongLength;
        if (offset < 0 || offset >= length)
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0)
            count = length - offset;
        if (count > length - offset)
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        var type = ToScalarType(rawArray.GetType().GetElementType()!);
        return Finish(Borrow(rawArray, [count], offset, type), dtype, CPU, requires_grad, null);
    }

    internal static unsafe Tensor CopyOf<T>(
        ReadOnlySpan<T> values,
        ReadOnlySpan<long> sizes,
        ScalarType? dtype,
        Device? device,
        bool requires_grad,
        string[]? names
    )
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in sizes)
            count *= size;
        if (count > values.Length)
            throw new ArgumentException(
                $"mismatched total size creating a tensor from an array: {count} vs. {values.Length}"
            );
        nint handle;
        fixed (T* data = values)
        fixed (long* shape = sizes)
            handle = NativeMethods.TensorCopyFrom(data, shape, sizes.Length, (int)ToScalarType(typeof(T)));
        return Finish(new Tensor(NativeMethods.Check(handle)), dtype, device, requires_grad, names);
    }

    /// <summary>Copies an array of any rank.</summary>
    internal static unsafe Tensor CopyOf<T>(
        Array values,
        ScalarType? dtype,
        Device? device,
        bool requires_grad,
        string[]? names
    )
        where T : unmanaged
    {
        var sizes = new long[values.Rank];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = values.GetLongLength(i);
        ref var first = ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(
            ref MemoryMarshal.GetArrayDataReference(values)
        );
        var elements = MemoryMarshal.CreateReadOnlySpan(ref first, checked((int)values.LongLength));
        return CopyOf(elements, sizes, dtype, device, requires_grad, names);
    }

    private static Tensor Finish(Tensor made, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        RefuseNames(names);
        device = InitializeDevice(device);
        if (made.WillCopyTo(dtype ?? made.dtype, device))
            made = made.to(dtype ?? made.dtype, device, disposeAfter: true);
        return made.Flagged(requires_grad);
    }

    private static void RefuseNames(string[]? names)
    {
        if (names is { Length: > 0 })
            throw new NotSupportedException("Named dimensions are not part of this stand-in for TorchSharp.");
    }

    private static unsafe Tensor Borrow(Array array, long[] sizes, long offset, ScalarType type)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var data = (byte*)pin.AddrOfPinnedObject() + offset * type.ElementSize();
        nint handle;
        fixed (long* shape = sizes)
        {
            handle = NativeMethods.TensorBorrow(
                data,
                shape,
                sizes.Length,
                (int)type,
                &Release,
                (void*)GCHandle.ToIntPtr(pin)
            );
        }
        if (handle == 0)
        {
            pin.Free();
            throw NativeMethods.Failure();
        }
        return new Tensor(handle);
    }

    [UnmanagedCallersOnly]
    private static unsafe void Release(void* pin) => GCHandle.FromIntPtr((nint)pin).Free();
}
