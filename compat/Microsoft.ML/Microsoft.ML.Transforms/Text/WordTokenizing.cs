using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

public sealed class WordTokenizingEstimator : TrivialEstimator<WordTokenizingTransformer>
{
    internal WordTokenizingEstimator(IHostEnvironment env, char[] separators, string output, string input)
        : base(
            env.Register(nameof(WordTokenizingEstimator)),
            new WordTokenizingTransformer(env, separators, (output, input))
        ) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(
            Transformer.ColumnPairs.Select(pair =>
            {
                var input = TextInput.Find(inputSchema, pair.Input, WordTokenizingTransformer.Expected);
                var kind = SchemaShape.Column.VectorKind.VariableVector;
                return new SchemaShape.Column(pair.Output, kind, input.ItemType, isKey: false);
            })
        );
    }
}

/// <summary>Splits text at separators; words are trimmed of spaces, and empty ones left out.</summary>
public sealed class WordTokenizingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "TokenizeTextTransform";
    internal const string Expected = "String or Vector of String";

    private readonly char[] _separators;

    internal WordTokenizingTransformer(
        IHostEnvironment env,
        char[] separators,
        params (string Output, string Input)[] columns
    )
        : base(env.Register("DelimitedTokenize"), columns) => _separators = separators;

    internal WordTokenizingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register("DelimitedTokenize"), ctx) => _separators = ctx.Reader.ReadString().ToCharArray();

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(WordTokenizingTransformer).Assembly);
        SaveColumns(ctx);
        ctx.Writer.Write(new string(_separators));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema)
    {
        TextInput.CheckAll(schema, ColumnPairs, Expected);
        return new Mapper(this, schema);
    }

    private sealed class Mapper(WordTokenizingTransformer parent, DataViewSchema schema)
        : ColumnPairMapper(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        ) => new(name, new VectorDataViewType(TextDataViewType.Instance));

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            TextInput.MakeGetter<ReadOnlyMemory<char>>(row, input, AddWords);

        private void AddWords(ReadOnlySpan<ReadOnlyMemory<char>> texts, List<ReadOnlyMemory<char>> words)
        {
            foreach (var text in texts)
                AddWords(text, words);
        }

        private void AddWords(ReadOnlyMemory<char> text, List<ReadOnlyMemory<char>> words)
        {
            // ML.NET does not look at the separators before it needs one.
            if (parent._separators.Length == 0 && !text.IsEmpty)
                throw new IndexOutOfRangeException();
            while (!text.IsEmpty)
            {
                var end = text.Span.IndexOfAny(parent._separators);
                var word = (end < 0 ? text : text[..end]).Trim(' ');
                if (!word.IsEmpty)
                    words.Add(word);
                text = end < 0 ? default : text[(end + 1)..];
            }
        }
    }
}
