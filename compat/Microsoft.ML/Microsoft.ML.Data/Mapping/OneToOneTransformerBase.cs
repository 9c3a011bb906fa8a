using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer each of whose columns is computed from one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    internal readonly (string Output, string Input)[] ColumnPairs;

    private protected OneToOneTransformerBase(IHost host, params (string Output, string Input)[] columns)
        : base(host)
    {
        var names = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            Check.NotEmpty(input, nameof(columns));
            Check.NotEmpty(output, nameof(columns));
            Check.Param(
                names.Add(output),
                nameof(columns),
                $"Name of the result column '{output}' specified multiple times"
            );
        }
        ColumnPairs = columns;
    }

    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : this(host, ctx.Reader.ReadArray(() => (ctx.Reader.ReadString(), ctx.Reader.ReadString()))) { }

    private protected void SaveColumns(ModelSaveContext ctx) =>
        ctx.Writer.WriteArray(
            ColumnPairs,
            pair =>
            {
                ctx.Writer.Write(pair.Output);
                ctx.Writer.Write(pair.Input);
            }
        );
}
