using CsvHelper;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Series;

/// <summary>The rows of a CSV file with a header; every row has as many fields as the header, and knows its line.</summary>
internal sealed class CsvRows : IDisposable
{
    // A row longer than this is an unclosed quote, not data.
    private const int LongestRow = 1 << 20;

    private readonly CsvReader csv;

    private CsvRows(string path, char? separator)
    {
        Path = path;
        csv = CsvReader.FromFile(
            path,
            new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                SkipEmptyLines = false,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = LongestRow,
            }
        );
    }

    public string Path { get; }

    public string[] Header { get; private set; } = [];

    /// <summary>The line on which the current row begins, from 1.</summary>
    public long Line => csv.LineNumber;

    /// <summary>A field of the current row.</summary>
    public string this[int column] => csv.GetString(column);

    private bool IsEmpty => csv.FieldCount == 0 || (csv.FieldCount == 1 && csv.IsEmpty(0));

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="InvalidInputException">The file is missing, empty or can not be read.</exception>
    public static CsvRows Open(string path, char? separator)
    {
        if (!File.Exists(path))
            throw Errors.InvalidInput($"File '{path}': expected a CSV file, found none.");
        return Guard(
            path,
            () =>
            {
                TextFile.RequireUtf8(path);
                var rows = new CsvRows(path, separator);
                try
                {
                    if (!rows.ReadToContent())
                        throw Errors.InvalidInput($"File '{path}': expected a header and rows, found an empty file.");
                    rows.Header = rows.csv.Current.ToArray();
                    return rows;
                }
                catch
                {
                    rows.Dispose();
                    throw;
                }
            }
        );
    }

    /// <summary>The position of the one column of that name.</summary>
    /// <exception cref="InvalidInputException">There is none, or more than one.</exception>
    public int Index(string name) => Index(Path, Header, name);

    /// <summary>The position of the one column of a name in the header of any table.</summary>
    /// <exception cref="InvalidInputException">There is none, or more than one.</exception>
    public static int Index(string path, string[] header, string name)
    {
        var first = Array.IndexOf(header, name);
        if (first < 0)
            throw Errors.InvalidInput(
                $"File '{path}', line 1: expected a column '{name}', found {string.Join(", ", header.Select(h => $"'{h}'"))}."
            );
        if (Array.IndexOf(header, name, first + 1) is > 0 and var second)
            throw Errors.InvalidInput(
                $"File '{path}', line 1: expected one column '{name}', found it at positions {first + 1} and {second + 1}."
            );
        return first;
    }

    /// <summary>Goes to the next row; false at the end of the file. Empty lines may follow the last row, and only it.</summary>
    /// <exception cref="InvalidInputException">The row has more or fewer fields than the header, or is empty.</exception>
    public bool Read()
    {
        if (!ReadRecord())
            return false;
        if (IsEmpty)
        {
            // In a file of one column an empty line is a missing value: passing over it would shift the series.
            var line = Line;
            return ReadToContent() ? throw Unequal(line, "an empty line") : false;
        }
        return csv.FieldCount == Header.Length ? true : throw Unequal(Line, $"{csv.FieldCount}");
    }

    public void Dispose() => csv.Dispose();

    private bool ReadToContent()
    {
        while (ReadRecord())
        {
            if (!IsEmpty)
                return true;
        }
        return false;
    }

    private bool ReadRecord() => Guard(Path, csv.Read);

    private InvalidInputException Unequal(long line, string found) =>
        Errors.InvalidInput(
            $"File '{Path}', line {line}: expected {Header.Length} fields as in the header, found {found}."
        );

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw Errors.InvalidInput(
                $"File '{path}', line {e.LineNumber}: expected quotes in pairs around fields.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.InvalidInput($"File '{path}': expected a file that can be read, found: {e.Message}", e);
        }
    }
}
