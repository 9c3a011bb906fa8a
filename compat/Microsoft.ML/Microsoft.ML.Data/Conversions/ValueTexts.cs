using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Values as the text that stands for them in annotations.</summary>
internal static class ValueTexts
{
    public static string Of<T>(PrimitiveDataViewType type, T value)
    {
        if (type is KeyDataViewType key)
        {
            var number = Convert.ToUInt64(value, CultureInfo.InvariantCulture);
            return 0 < number && number <= key.Count ? $"{number - 1}" : "";
        }
        return value switch
        {
            float.NaN or double.NaN => "?",
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            double number => number.ToString("G17", CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            DateTime or DateTimeOffset => string.Create(CultureInfo.InvariantCulture, $"{value:o}"),
            DataViewRowId id => $"0x{id}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        };
    }
}
