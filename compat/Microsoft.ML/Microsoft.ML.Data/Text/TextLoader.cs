using System.Reflection;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Loads lines of text with separated fields as a view, lazily: each cursor reads the files anew.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    internal const string LoadName = "TextLoader";

    private readonly IHost _host;
    private readonly Options _options;
    private readonly TextColumn[] _columns;
    private readonly DataViewSchema _schema;

    /// <param name="dataSample">Where header and number of fields are taken from; without it there are no slot names.</param>
    internal TextLoader(IHostEnvironment env, Options options, IMultiStreamSource dataSample)
    {
        _host = env.Register(nameof(TextLoader));
        _options = options ?? new Options();
        _options.Columns ??=
        [
            new Column("Label", DataKind.Single, 0),
            new Column("Features", DataKind.Single, [new Range(1, null)]),
        ];
        CheckOptions(_options);
        dataSample ??= new MultiFileSource();
        var fieldCount = _options.Columns.Any(NeedsFieldCount) ? _options.InputSize ?? CountFields(dataSample) : 0;
        _columns = _options.Columns.Select(column => new TextColumn(column, fieldCount)).ToArray();
        _schema = DataViewSchema.Of(_columns.Select(MakeOutput(ReadHeader(dataSample))));
    }

    public DataViewSchema GetOutputSchema() => _schema;

    public IDataView Load(IMultiStreamSource source) =>
        new TextView(_host, _options, _columns, _schema, Check.NotNull(source));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(TextLoader).Assembly);
        TextLoaderFile.Write(ctx.Writer, _options, _columns);
    }

    /// <summary>A loader of the members of a class by their <see cref="LoadColumnAttribute"/>.</summary>
    internal static TextLoader ForClass<TInput>(IHostEnvironment env, Options options, IMultiStreamSource dataSample)
    {
        const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance;
        var properties = typeof(TInput)
            .GetProperties(Members)
            .Where(property => property.GetGetMethod() is not null && property.GetIndexParameters().Length == 0);
        var members = typeof(TInput).GetFields(Members).Concat<MemberInfo>(properties).ToArray();
        Check.Param(
            members.Length > 0,
            nameof(TInput),
            "Should define at least one public, readable field or property in TInput."
        );
        options.Columns = members.Select(ColumnOf).ToArray();
        return new TextLoader(env, options, dataSample);
    }

    private static Column ColumnOf(MemberInfo member)
    {
        var kind = member is FieldInfo ? "Field" : "Property";
        var load =
            member.GetCustomAttribute<LoadColumnAttribute>()
            ?? throw new InvalidOperationException(
                $"{kind} '{member.Name}' is missing the {nameof(LoadColumnAttribute)} attribute"
            );
        var type = MemberTypes.TypeOf(member);
        var item = type.IsArray ? type.GetElementType() : type;
        var raw = item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item;
        Check.That(PrimitiveTypes.HasDataViewType(raw), $"{kind} {member.Name} is of unsupported type.");
        return new Column
        {
            Name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name,
            DataKind = PrimitiveTypes.KindOf(raw),
            Source = load.Sources,
            KeyCount = member.GetCustomAttribute<KeyTypeAttribute>()?.KeyCount,
        };
    }

    private static bool NeedsFieldCount(Column column) =>
        column.Source?.Any(range => range.AutoEnd && range.Max is null) == true;

    private static void CheckOptions(Options options)
    {
        if (options.AllowSparse)
            throw new NotSupportedException("Sparse text is not supported here");
        Check.Param(options.Separators is { Length: > 0 }, nameof(Options.Separators), "Must specify a separator");
        foreach (var separator in options.Separators)
            Check.Param(
                separator is '\t' or >= ' ' and not '"' and not (>= '0' and <= '9'),
                nameof(Options.Separators),
                $"Illegal separator: '{separator}'"
            );
        Check.Param(
            options.DecimalMarker is '.' or ',',
            nameof(Options.DecimalMarker),
            $"Decimal marker cannot be the '{options.DecimalMarker}' character. It must be '.' or ','."
        );
        Check.Param(
            options.AllowQuoting || options.DecimalMarker != ',' || !options.Separators.Contains(','),
            nameof(Options.AllowQuoting),
            "Quoting must be allowed if decimal marker and separator are the ',' character."
        );
        Check.Param(
            !options.Separators.Contains(options.EscapeChar),
            nameof(Options.EscapeChar),
            $"EscapeChar '{options.EscapeChar}' can't be used both as EscapeChar and separator"
        );
    }

    private int CountFields(IMultiStreamSource sample)
    {
        var counts = new TextLines(_options)
            .Read(sample)
            .Take(100)
            .Select(l => TextFields.Split(l.Text, _options).Count);
        var distinct = counts.Distinct().ToArray();
        Check.Param(
            distinct.Length > 0,
            nameof(Column.Source),
            "Can't determine the number of source columns without valid data"
        );
        Check.Param(distinct.Length == 1, nameof(Column.Source), "The size of input lines is not consistent");
        return distinct[0];
    }

    private List<ReadOnlyMemory<char>> ReadHeader(IMultiStreamSource sample)
    {
        var source =
            !string.IsNullOrWhiteSpace(_options.HeaderFile) ? new MultiFileSource(_options.HeaderFile)
            : _options.HasHeader ? sample
            : null;
        var header = source is null ? null : new TextLines(_options).Header(source);
        return header is null ? null : TextFields.Split(header, _options);
    }

    /// <summary>The names in the header become the names of a vector's slots; scalars have none.</summary>
    private static Func<TextColumn, DataViewSchema.DetachedColumn> MakeOutput(List<ReadOnlyMemory<char>> header) =>
        column =>
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            if (header is not null && column.Type is VectorDataViewType { IsKnownSize: true })
                annotations.AddSlotNames(column.Select(header).Select(name => name.Span.Trim().ToString()).ToArray());
            return new DataViewSchema.DetachedColumn(column.Name, column.Type, annotations.ToAnnotations());
        };
}
