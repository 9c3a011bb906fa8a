using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

public static class TextLoaderSaverCatalog
{
    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false
    ) =>
        catalog.CreateTextLoader(
            OptionsOf(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse),
            dataSample
        );

    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog,
        TextLoader.Options options,
        IMultiStreamSource dataSample = null
    ) => new(catalog.GetEnvironment(), options, dataSample);

    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog,
        char separatorChar = '\t',
        bool hasHeader = false,
        IMultiStreamSource dataSample = null,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false
    ) =>
        catalog.CreateTextLoader<TInput>(
            OptionsOf(null, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse),
            dataSample
        );

    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog,
        TextLoader.Options options,
        IMultiStreamSource dataSample = null
    ) => TextLoader.ForClass<TInput>(catalog.GetEnvironment(), options, dataSample);

    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog,
        string path,
        TextLoader.Column[] columns,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false
    )
    {
        var source = Source(path);
        return catalog
            .CreateTextLoader(columns, separatorChar, hasHeader, null, allowQuoting, trimWhitespace, allowSparse)
            .Load(source);
    }

    /// <summary>Of these overloads only this one looks into the file for slot names and the number of fields.</summary>
    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog,
        string path,
        TextLoader.Options options = null
    )
    {
        var source = Source(path);
        return catalog.CreateTextLoader(options, dataSample: source).Load(source);
    }

    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog,
        string path,
        char separatorChar = '\t',
        bool hasHeader = false,
        bool allowQuoting = false,
        bool trimWhitespace = false,
        bool allowSparse = false
    )
    {
        var source = Source(path);
        return catalog
            .CreateTextLoader<TInput>(separatorChar, hasHeader, null, allowQuoting, trimWhitespace, allowSparse)
            .Load(source);
    }

    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog,
        string path,
        TextLoader.Options options
    )
    {
        var source = Source(path);
        return catalog.CreateTextLoader<TInput>(options).Load(source);
    }

    private static TextLoader.Options OptionsOf(
        TextLoader.Column[] columns,
        char separator,
        bool hasHeader,
        bool allowQuoting,
        bool trimWhitespace,
        bool allowSparse
    ) =>
        new()
        {
            Columns = columns,
            Separators = [separator],
            HasHeader = hasHeader,
            AllowQuoting = allowQuoting,
            TrimWhitespace = trimWhitespace,
            AllowSparse = allowSparse,
        };

    private static MultiFileSource Source(string path)
    {
        Check.NotEmpty(path);
        var source = new MultiFileSource(path);
        Check.Param(
            source.Count > 0 && File.Exists(source.GetPathOrNull(0)),
            nameof(path),
            $"File or directory does not exist at path: {path}"
        );
        return source;
    }
}
