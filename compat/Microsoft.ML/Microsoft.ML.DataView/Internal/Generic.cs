using System.Reflection;

namespace Microsoft.ML.Internal;

/// <summary>Calls a generic method for types that are known only at run time.</summary>
internal static class Generic
{
    /// <param name="type">What to put for the method's one type parameter.</param>
    /// <param name="method">The method for any type, for instance <c>MakeGetter&lt;int&gt;</c>.</param>
    public static TResult Call<TResult>(Type type, Delegate method, params object[] arguments) =>
        Call<TResult>([type], method, arguments);

    public static TResult Call<TResult>(Type[] types, Delegate method, params object[] arguments) =>
        (TResult)
            method
                .Method.GetGenericMethodDefinition()
                .MakeGenericMethod(types)
                .Invoke(method.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public static ValueGetter<T> As<T>(Delegate getter) =>
        getter as ValueGetter<T> ?? throw Check.WrongGetter(typeof(T), getter);
}
