using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Calls of libtorch's operators by schema name: "add.Tensor" is aten::add, overload Tensor.</summary>
internal static unsafe class Operator
{
    private const int StackPayload = 1024;

    // Names are literals, one object each, so comparing references finds them without reading the text.
    private static readonly ConcurrentDictionary<object, nint> Handles = new(ReferenceEqualityComparer.Instance);

    internal static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(name, null, arguments, new Span<NativeArgument>(&result, 1));
        return TensorOf(result);
    }

    internal static Tensor Call(string name, Tensor self, ReadOnlySpan<Argument> rest)
    {
        NativeArgument result;
        Invoke(name, self, rest, new Span<NativeArgument>(&result, 1));
        return TensorOf(result);
    }

    /// <summary>An operator that changes <paramref name="self"/>; the second handle it returns is let go.</summary>
    internal static void Mutate(string name, Tensor self, ReadOnlySpan<Argument> rest)
    {
        NativeArgument result;
        if (Invoke(name, self, rest, new Span<NativeArgument>(&result, 1)) > 0 && result.Kind == ArgumentKind.Tensor)
            NativeMethods.TensorFree((nint)result.Pointer);
    }

    internal static (Tensor, Tensor) Call2(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeArgument[2];
        Invoke(name, null, arguments, new Span<NativeArgument>(results, 2));
        return (TensorOf(results[0]), TensorOf(results[1]));
    }

    internal static (Tensor, Tensor, Tensor) Call3(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeArgument[3];
        Invoke(name, null, arguments, new Span<NativeArgument>(results, 3));
        return (TensorOf(results[0]), TensorOf(results[1]), TensorOf(results[2]));
    }

    internal static Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(name, null, arguments, new Span<NativeArgument>(&result, 1));
        var handles = (nint*)result.Pointer;
        var tensors = new Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new Tensor(handles[i]);
        NativeMethods.Free(handles);
        return tensors;
    }

    /// <summary>An operator whose answer is a number or a truth value.</summary>
    internal static NativeArgument CallValue(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeArgument result;
        Invoke(name, null, arguments, new Span<NativeArgument>(&result, 1));
        return result;
    }

    internal static void CallNothing(string name, params ReadOnlySpan<Argument> arguments) =>
        Invoke(name, null, arguments, []);

    internal static bool CallBool(string name, params ReadOnlySpan<Argument> arguments) =>
        CallValue(name, arguments).Integer != 0;

    private static Tensor TensorOf(in NativeArgument result) =>
        result.Kind == ArgumentKind.Tensor
            ? new Tensor((nint)result.Pointer)
            : throw new InvalidOperationException("The operator returned no tensor.");

    [SkipLocalsInit]
    private static int Invoke(string name, Tensor? self, ReadOnlySpan<Argument> arguments, Span<NativeArgument> results)
    {
        var first = self is null ? 0 : 1;
        var count = arguments.Length + first;
        var native = stackalloc NativeArgument[count];
        var bytes = 0;
        foreach (ref readonly var argument in arguments)
            bytes += argument.PayloadBytes;

        var onStack = stackalloc byte[bytes <= StackPayload ? bytes : 0];
        var payload = bytes <= StackPayload ? onStack : (byte*)NativeMemory.Alloc((nuint)bytes);
        try
        {
            if (self is not null)
                native[0] = new NativeArgument { Kind = ArgumentKind.Tensor, Integer = self.Handle };
            var next = payload;
            for (var i = 0; i < arguments.Length; i++)
                next = arguments[i].Write(native + first + i, next);

            int returned;
            fixed (NativeArgument* output = results)
                returned = NativeMethods.Call(Find(name), native, count, output, results.Length);
            if (returned < 0)
                throw NativeMethods.Failure();
            return returned;
        }
        finally
        {
            if (bytes > StackPayload)
                NativeMemory.Free(payload);
            GC.KeepAlive(self);
            foreach (ref readonly var argument in arguments)
                GC.KeepAlive(argument.Reference);
        }
    }

    private static nint Find(string name) =>
        Handles.TryGetValue(name, out var handle) ? handle : Handles.GetOrAdd(name, Resolve);

    private static nint Resolve(object key)
    {
        var name = (string)key;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? NativeMethods.Check(NativeMethods.FindOperator("aten::" + name, ""))
            : NativeMethods.Check(NativeMethods.FindOperator("aten::" + name[..dot], name[(dot + 1)..]));
    }
}
