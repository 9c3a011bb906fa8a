using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, EntryPoint = "shim_function_attach", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FunctionAttach(
        delegate* unmanaged<nint, nint, nint*, int, nint*, byte*> backward,
        delegate* unmanaged<nint, void> release,
        nint state,
        string name,
        int materialize,
        nint* inputs,
        int inputCount,
        nint* outputs,
        int outputCount,
        nint* dirty,
        int dirtyCount,
        nint* constant,
        int constantCount,
        nint* saved,
        int savedCount
    );

    [LibraryImport(Library, EntryPoint = "shim_function_saved_count")]
    internal static partial int FunctionSavedCount(nint node);

    [LibraryImport(Library, EntryPoint = "shim_function_saved")]
    internal static partial int FunctionSaved(nint node, nint* results);

    [LibraryImport(Library, EntryPoint = "shim_alloc")]
    internal static partial void* Alloc(long bytes);

    [LibraryImport(Library, EntryPoint = "shim_tensor_save", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TensorSave(nint tensor, string location);

    [LibraryImport(Library, EntryPoint = "shim_tensor_load", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint TensorLoad(string location);
}
