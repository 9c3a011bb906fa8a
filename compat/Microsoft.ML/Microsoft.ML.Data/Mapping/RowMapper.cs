namespace Microsoft.ML.Data;

/// <summary>
/// What a row-to-row transformer does, bound to an input schema: which columns it adds, what each of them needs, and
/// how each is computed from a row. <see cref="RowMapperView"/> makes views, cursors and rows of it.
/// </summary>
internal abstract class RowMapper(DataViewSchema inputSchema)
{
    private DataViewSchema.DetachedColumn[] _outputs;

    public DataViewSchema InputSchema => inputSchema;

    public IReadOnlyList<DataViewSchema.DetachedColumn> Outputs => _outputs ??= MakeOutputs();

    /// <summary>The indices of the input columns that an added column is computed from.</summary>
    public abstract IEnumerable<int> Dependencies(int output);

    /// <summary>The getters of the active added columns, for one row or cursor and one thread; others are null.</summary>
    /// <param name="owned">Takes what is to be disposed along with the row.</param>
    public virtual Delegate[] MakeGetters(DataViewRow input, Predicate<int> active, ICollection<IDisposable> owned)
    {
        var getters = new Delegate[Outputs.Count];
        for (var i = 0; i < getters.Length; i++)
        {
            if (active(i))
                getters[i] = MakeGetter(input, i);
        }
        return getters;
    }

    protected abstract DataViewSchema.DetachedColumn[] MakeOutputs();

    /// <summary>A <c>ValueGetter</c> of the added column's raw type.</summary>
    protected abstract Delegate MakeGetter(DataViewRow input, int output);
}

/// <summary>A mapper whose every added column is computed from one input column.</summary>
internal abstract class ColumnPairMapper : RowMapper
{
    private readonly OneToOneTransformerBase _parent;
    private readonly DataViewSchema.Column[] _inputs;

    protected ColumnPairMapper(OneToOneTransformerBase parent, DataViewSchema inputSchema)
        : base(inputSchema)
    {
        _parent = parent;
        _inputs = parent.ColumnPairs.Select(pair => inputSchema.Find(pair.Input)).ToArray();
    }

    public sealed override IEnumerable<int> Dependencies(int output) => [_inputs[output].Index];

    protected DataViewSchema.Column Input(int output) => _inputs[output];

    protected sealed override DataViewSchema.DetachedColumn[] MakeOutputs() =>
        _parent.ColumnPairs.Select((pair, i) => MakeOutput(pair.Output, i, _inputs[i])).ToArray();

    protected abstract DataViewSchema.DetachedColumn MakeOutput(string name, int output, DataViewSchema.Column input);

    protected sealed override Delegate MakeGetter(DataViewRow input, int output) =>
        MakeGetter(input, output, _inputs[output]);

    protected abstract Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input);
}
