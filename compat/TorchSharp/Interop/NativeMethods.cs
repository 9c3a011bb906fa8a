using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C functions of native/*.cpp. Those that only read a field do not leave cooperative mode.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "TorchShim";

    // Before the library is loaded, with the first call.
    static NativeMethods() => WaitPolicy.Set();

    [LibraryImport(Library, EntryPoint = "shim_error")]
    private static partial byte* Error();

    [LibraryImport(Library, EntryPoint = "shim_operator", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FindOperator(string name, string overload);

    [LibraryImport(Library, EntryPoint = "shim_call")]
    internal static partial int Call(nint op, NativeArgument* args, int count, NativeArgument* results, int capacity);

    [LibraryImport(Library, EntryPoint = "shim_free")]
    internal static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "shim_tensor_free")]
    internal static partial void TensorFree(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_share")]
    internal static partial nint TensorShare(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_dim"), SuppressGCTransition]
    internal static partial long TensorDim(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_numel"), SuppressGCTransition]
    internal static partial long TensorNumel(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_element_size"), SuppressGCTransition]
    internal static partial long TensorElementSize(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_dtype"), SuppressGCTransition]
    internal static partial int TensorDtype(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_device"), SuppressGCTransition]
    internal static partial long TensorDevice(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_is_contiguous"), SuppressGCTransition]
    internal static partial int TensorIsContiguous(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_is_sparse"), SuppressGCTransition]
    internal static partial int TensorIsSparse(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_storage_offset")]
    internal static partial long TensorStorageOffset(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_sizes")]
    internal static partial int TensorSizes(nint tensor, long* sizes);

    [LibraryImport(Library, EntryPoint = "shim_tensor_strides")]
    internal static partial int TensorStrides(nint tensor, long* strides);

    [LibraryImport(Library, EntryPoint = "shim_tensor_data")]
    internal static partial nint TensorData(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_copy_from")]
    internal static partial nint TensorCopyFrom(void* data, long* sizes, int dim, int dtype);

    [LibraryImport(Library, EntryPoint = "shim_tensor_borrow")]
    internal static partial nint TensorBorrow(
        void* data,
        long* sizes,
        int dim,
        int dtype,
        delegate* unmanaged<void*, void> release,
        void* context
    );

    [LibraryImport(Library, EntryPoint = "shim_tensor_requires_grad")]
    internal static partial int TensorRequiresGrad(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_set_requires_grad")]
    internal static partial int TensorSetRequiresGrad(nint tensor, int value);

    [LibraryImport(Library, EntryPoint = "shim_tensor_is_leaf")]
    internal static partial int TensorIsLeaf(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_retain_grad")]
    internal static partial int TensorRetainGrad(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_grad")]
    internal static partial nint TensorGrad(nint tensor);

    [LibraryImport(Library, EntryPoint = "shim_tensor_set_grad")]
    internal static partial int TensorSetGrad(nint tensor, nint grad);

    [LibraryImport(Library, EntryPoint = "shim_backward")]
    internal static partial int Backward(
        nint* tensors,
        int count,
        nint* grads,
        int gradCount,
        int retainGraph,
        int createGraph,
        nint* inputs,
        int inputCount
    );

    [LibraryImport(Library, EntryPoint = "shim_grad")]
    internal static partial int Grad(
        nint* outputs,
        int outputCount,
        nint* inputs,
        int inputCount,
        nint* grads,
        int gradCount,
        int retainGraph,
        int createGraph,
        int allowUnused,
        nint* results
    );

    [LibraryImport(Library, EntryPoint = "shim_grad_mode")]
    internal static partial int GradMode();

    [LibraryImport(Library, EntryPoint = "shim_set_grad_mode")]
    internal static partial void SetGradMode(int enabled);

    [LibraryImport(Library, EntryPoint = "shim_inference_mode")]
    internal static partial int InferenceMode();

    [LibraryImport(Library, EntryPoint = "shim_inference_guard")]
    internal static partial nint InferenceGuard(int enabled);

    [LibraryImport(Library, EntryPoint = "shim_inference_guard_free")]
    internal static partial void InferenceGuardFree(nint guard);

    [LibraryImport(Library, EntryPoint = "shim_manual_seed")]
    internal static partial int ManualSeed(long seed);

    [LibraryImport(Library, EntryPoint = "shim_generator_default")]
    internal static partial nint GeneratorDefault(long device);

    [LibraryImport(Library, EntryPoint = "shim_generator_create")]
    internal static partial nint GeneratorCreate(long seed);

    [LibraryImport(Library, EntryPoint = "shim_generator_free")]
    internal static partial void GeneratorFree(nint generator);

    [LibraryImport(Library, EntryPoint = "shim_generator_set_seed")]
    internal static partial int GeneratorSetSeed(nint generator, long seed);

    [LibraryImport(Library, EntryPoint = "shim_generator_initial_seed")]
    internal static partial long GeneratorInitialSeed(nint generator);

    [LibraryImport(Library, EntryPoint = "shim_generator_seed")]
    internal static partial long GeneratorSeed(nint generator);

    [LibraryImport(Library, EntryPoint = "shim_generator_device")]
    internal static partial long GeneratorDevice(nint generator);

    [LibraryImport(Library, EntryPoint = "shim_generator_state")]
    internal static partial nint GeneratorState(nint generator);

    [LibraryImport(Library, EntryPoint = "shim_generator_set_state")]
    internal static partial int GeneratorSetState(nint generator, nint state);

    [LibraryImport(Library, EntryPoint = "shim_threads")]
    internal static partial int Threads();

    [LibraryImport(Library, EntryPoint = "shim_set_threads")]
    internal static partial int SetThreads(int count);

    [LibraryImport(Library, EntryPoint = "shim_interop_threads")]
    internal static partial int InteropThreads();

    [LibraryImport(Library, EntryPoint = "shim_set_interop_threads")]
    internal static partial int SetInteropThreads(int count);

    [LibraryImport(Library, EntryPoint = "shim_cuda_is_available")]
    internal static partial int CudaIsAvailable();

    [LibraryImport(Library, EntryPoint = "shim_cuda_device_count")]
    internal static partial int CudaDeviceCount();

    [LibraryImport(Library, EntryPoint = "shim_cuda_synchronize")]
    internal static partial int CudaSynchronize(int device);

    /// <summary>The exception for what just failed: libtorch's first line, without its C++ stack.</summary>
    internal static ExternalException Failure()
    {
        var message = Marshal.PtrToStringUTF8((nint)Error()) ?? "";
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return new ExternalException(end < 0 ? message : message[..end]);
    }

    internal static void Check(int status)
    {
        if (status < 0)
            throw Failure();
    }

    internal static nint Check(nint handle) => handle != 0 ? handle : throw Failure();
}
