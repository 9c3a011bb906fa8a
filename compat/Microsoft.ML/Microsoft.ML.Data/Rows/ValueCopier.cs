using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

internal delegate void ValueCopier<T>(in T source, ref T destination);

/// <summary>Copies a value so that the copy stays as it is: a vector's arrays may be overwritten by the next row.</summary>
internal static class ValueCopier
{
    public static ValueCopier<T> Of<T>() =>
        typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>)
            ? (ValueCopier<T>)Generic.Call<Delegate>(typeof(T).GetGenericArguments()[0], OfVector<int>)
            : (in T source, ref T destination) => destination = source;

    private static Delegate OfVector<TItem>() =>
        (ValueCopier<VBuffer<TItem>>)(
            (in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination)
        );
}
