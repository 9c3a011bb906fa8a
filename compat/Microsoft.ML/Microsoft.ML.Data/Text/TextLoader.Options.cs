using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    public class Options
    {
        /// <summary>Whether a field may stand in double quotes, separators then being part of it.</summary>
        public bool AllowQuoting;

        /// <summary>Not supported by the stand-in.</summary>
        public bool AllowSparse;

        /// <summary>The number of fields of a line; found out from the data where it is needed and not given.</summary>
        public int? InputSize;

        public char[] Separators = ['\t'];

        public char DecimalMarker = '.';

        public Column[] Columns;

        public bool TrimWhitespace;

        public bool HasHeader;

        /// <summary>Kept for the signature's sake: the stand-in reads with one thread.</summary>
        public bool UseThreads = true;

        /// <summary>Whether quoted fields may hold line breaks.</summary>
        public bool ReadMultilines;

        public string HeaderFile;

        public long? MaxRows;

        /// <summary>What makes a quote part of a quoted field.</summary>
        public char EscapeChar = '"';

        /// <summary>Whether an empty field is NaN and not 0 in columns of real numbers.</summary>
        public bool MissingRealsAsNaNs;

        public Options() { }
    }

    public sealed class Column
    {
        public string Name;

        /// <summary>The fields that make up the column, ranges one after the other.</summary>
        public Range[] Source;

        /// <summary>When it is not null, the column is a key.</summary>
        public KeyCount KeyCount;

        public Column() { }

        public Column(string name, DataKind dataKind, int index)
            : this(name, dataKind, [new Range(index)]) { }

        public Column(string name, DataKind dataKind, int minIndex, int maxIndex)
            : this(name, dataKind, [new Range(minIndex, maxIndex)]) { }

        public Column(string name, DataKind dataKind, Range[] source, KeyCount keyCount = null)
        {
            Name = Check.NotNull(name);
            DataKind = dataKind;
            Source = Check.NotNull(source);
            KeyCount = keyCount;
        }

        public DataKind DataKind { get; set; } = DataKind.Single;
    }

    public sealed class Range
    {
        public int Min;

        /// <summary>The last field, itself included.</summary>
        public int? Max;

        /// <summary>To the end of the line, which is equally far in all lines.</summary>
        public bool AutoEnd;

        /// <summary>To the end of the line, wherever that is.</summary>
        public bool VariableEnd;

        /// <summary>Not supported by the stand-in.</summary>
        public bool AllOther;

        /// <summary>Whether a single field makes a vector of one.</summary>
        public bool ForceVector;

        public Range() { }

        public Range(int index)
        {
            Check.Param(index >= 0, nameof(index), "Must be non-negative");
            Min = index;
            Max = index;
        }

        /// <param name="max">Null for the end of the line.</param>
        public Range(int min, int? max)
        {
            Check.Param(min >= 0, nameof(min), "Must be non-negative");
            Check.Param(!(max < min), nameof(max), "If specified, must be greater than or equal to min");
            Min = min;
            Max = max;
            ForceVector = true;
            AutoEnd = max is null;
        }
    }
}
