using System.Globalization;
using System.Numerics;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Functions from one raw type to another.</summary>
internal sealed class ConversionTable : Dictionary<(Type From, Type To), Delegate>
{
    private static readonly Type[] s_signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];
    private static readonly Type[] s_unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    public static ConversionTable Make()
    {
        var table = new ConversionTable();
        foreach (var type in s_signed)
        {
            Generic.Call<object>(type, table.AddWhole<int>);
            Generic.Call<object>(type, table.AddSigned<int>);
            foreach (var to in s_signed)
                Generic.Call<object>([type, to], table.AddWrapping<int, int>);
        }
        foreach (var type in s_unsigned)
        {
            Generic.Call<object>(type, table.AddWhole<int>);
            Generic.Call<object>(type, table.AddUnsigned<int>);
            foreach (var to in s_unsigned)
                Generic.Call<object>([type, to], table.AddLimiting<int, int>);
        }
        table.AddReals();
        table.AddBooleansAndTexts();
        table.AddTimes();
        return table;
    }

    private void Add<TFrom, TTo>(Func<TFrom, TTo> convert) => Add((typeof(TFrom), typeof(TTo)), convert);

    private void AddText<TFrom>(Func<TFrom, string> convert) =>
        Add<TFrom, ReadOnlyMemory<char>>(value => convert(value).AsMemory());

    private object AddWrapping<TFrom, TTo>()
        where TFrom : IBinaryInteger<TFrom>
        where TTo : IBinaryInteger<TTo>
    {
        Add<TFrom, TTo>(value => TTo.CreateTruncating(value));
        return null;
    }

    /// <summary>What is too large becomes 0, which is missing in keys.</summary>
    private object AddLimiting<TFrom, TTo>()
        where TFrom : IBinaryInteger<TFrom>
        where TTo : IBinaryInteger<TTo>
    {
        Add<TFrom, TTo>(value =>
        {
            var limited = TTo.CreateSaturating(value);
            return TFrom.CreateTruncating(limited) == value ? limited : TTo.Zero;
        });
        return null;
    }

    private object AddWhole<T>()
        where T : IBinaryInteger<T>
    {
        Add<T, float>(value => float.CreateTruncating(value));
        Add<T, double>(value => double.CreateTruncating(value));
        Add<T, bool>(value => value != T.Zero);
        AddText<T>(value => value.ToString(null, null));
        return null;
    }

    /// <summary>Text that can not be read is an error.</summary>
    private object AddSigned<T>()
        where T : IBinaryInteger<T>
    {
        Add<bool, T>(value => value ? T.One : T.Zero);
        var type = PrimitiveTypes.OfRawType(typeof(T));
        var parse = TextValues.Parser<T>(type, '.');
        Add<ReadOnlyMemory<char>, T>(text =>
            text.IsEmpty ? T.Zero
            : parse(text, out var value) ? value
            : throw new InvalidOperationException($"Value could not be parsed from text to {type}.")
        );
        return null;
    }

    /// <summary>Text that can not be read is 0.</summary>
    private object AddUnsigned<T>()
    {
        AddParsed<T>();
        return null;
    }

    /// <summary>Text that can not be read is what the parser leaves, that is missing or the default.</summary>
    private void AddParsed<T>()
    {
        var parse = TextValues.Parser<T>(PrimitiveTypes.OfRawType(typeof(T)), '.');
        Add<ReadOnlyMemory<char>, T>(text =>
        {
            if (text.IsEmpty)
                return default;
            parse(text, out var value);
            return value;
        });
    }

    private void AddReals()
    {
        Add<float, float>(value => value);
        Add<float, double>(value => value);
        Add<float, bool>(value => value != 0);
        AddText<float>(value => value.ToString("G7", CultureInfo.InvariantCulture));
        Add<double, float>(value => (float)value);
        Add<double, double>(value => value);
        Add<double, bool>(value => value != 0);
        AddText<double>(value => value.ToString("G17", CultureInfo.InvariantCulture));
        AddParsed<float>();
        AddParsed<double>();
    }

    private void AddBooleansAndTexts()
    {
        Add<bool, bool>(value => value);
        Add<bool, float>(value => value ? 1 : 0);
        Add<bool, double>(value => value ? 1 : 0);
        AddText<bool>(value => value.ToString());
        AddParsed<bool>();
        Add<ReadOnlyMemory<char>, ReadOnlyMemory<char>>(value => value);
    }

    /// <summary>Times become their ticks, in UTC. Of the three only dates stay what they are.</summary>
    private void AddTimes()
    {
        AddTime<TimeSpan>(value => value.Ticks);
        AddText<TimeSpan>(value => value.ToString("c"));
        AddTime<DateTime>(value => value.Ticks);
        AddText<DateTime>(value => value.ToString("o"));
        Add<DateTime, DateTime>(value => value);
        AddTime<DateTimeOffset>(value => value.UtcTicks);
        AddText<DateTimeOffset>(value => value.ToString("o"));
    }

    private void AddTime<T>(Func<T, long> ticks)
    {
        Add<T, long>(ticks);
        Add<T, float>(value => ticks(value));
        Add<T, double>(value => ticks(value));
        AddParsed<T>();
    }
}
